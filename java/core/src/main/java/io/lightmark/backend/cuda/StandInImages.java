package io.lightmark.backend.cuda;

import io.lightmark.error.DeviceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Function;

/** The images that the stand-in driver takes: a few lines that name a module compiled into it. */
final class StandInImages implements Function<String, byte[]> {
    @Override
    public byte[] apply(String module) {
        String resource = "/io/lightmark/cuda-stand-in/" + module + ".image";
        try (InputStream in = StandInImages.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new DeviceException(
                        "the image " + resource + " of the stand-in driver on the class path",
                        "none",
                        "add the artefact io.lightmark:lightmark-core with classifier linux-x86_64-cuda-stand-in.");
            }
            byte[] text = in.readAllBytes();
            return Arrays.copyOf(text, text.length + 1);
        } catch (IOException e) {
            throw new DeviceException("a readable resource " + resource, e.toString(), "check the jar file.", e);
        }
    }
}
