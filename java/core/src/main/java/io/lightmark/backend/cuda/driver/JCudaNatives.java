package io.lightmark.backend.cuda.driver;

import io.lightmark.error.DeviceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;
import jcuda.CudaException;

/**
 * The file that JCuda extracts its native library to. JCuda trusts whatever lies under that name in the temporary folder,
 * so a copy cut short by a full disk or a kill would stay broken for ever; here it is compared with the original first.
 */
public final class JCudaNatives {
    private JCudaNatives() {}

    /**
     * Makes sure that JCuda finds its library and that it is whole.
     *
     * @param library name without prefix and ending: {@code JCudaDriver}
     * @param artifact the artefact that has it: {@code jcuda-natives}
     */
    public static void requireIntact(String library, String artifact) {
        String fileName = "lib" + library + "-" + jcudaVersion() + "-linux-x86_64.so";
        URL resource = CudaException.class.getResource("/lib/" + fileName);
        if (resource == null) {
            throw new DeviceException(
                    "the native library " + fileName + " of JCuda on the class path",
                    "none",
                    "add the artefact org.jcuda:" + artifact + ":" + jcudaVersion() + " with classifier linux-x86_64.");
        }
        Path extracted = Path.of(System.getProperty("java.io.tmpdir", ""), fileName);
        try (InputStream in = resource.openStream()) {
            byte[] original = in.readAllBytes();
            Path fresh = Files.createTempFile(extracted.toAbsolutePath().getParent(), "lightmark-jcuda", ".so");
            try {
                if (!isIntact(extracted, fresh, original)) {
                    Files.write(fresh, original);
                    Files.move(fresh, extracted, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new DeviceException(
                    "to write the native library of JCuda to " + extracted,
                    e.toString(),
                    "make room there, remove the file if it belongs to somebody else, or choose another folder with"
                            + " -Djava.io.tmpdir=<folder>.",
                    e);
        }
    }

    private static String jcudaVersion() {
        return jcuda.JCudaVersion.get();
    }

    /** Whether the file is whole and this user's alone to change, as a file that it has just made is. */
    private static boolean isIntact(Path file, Path own, byte[] original) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(file).equals(Files.getOwner(own))
                && !isWritableByOthers(file)
                && Files.size(file) == original.length
                && Arrays.equals(Files.readAllBytes(file), original);
    }

    private static boolean isWritableByOthers(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        return permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE);
    }
}
