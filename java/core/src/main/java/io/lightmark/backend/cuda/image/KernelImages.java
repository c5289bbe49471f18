package io.lightmark.backend.cuda.image;

import com.fasterxml.jackson.jr.ob.JSON;
import io.lightmark.backend.library.ClassPathResource;
import io.lightmark.error.DeviceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The compiled CUDA kernels that this build holds, and the choice among them for a device. {@code cuda-kernels/build.sh}
 * makes them; they lie in the artefact with classifier {@code cuda}.
 */
public final class KernelImages {
    private static final String FINGERPRINT_RESOURCE = "/io/lightmark/backend/cuda/kernels-fingerprint.txt";
    private static final String INDEX = "images.json";

    private final Index index;
    private final ImageResources resources;

    private KernelImages(Index index, ImageResources resources) {
        this.index = index;
        this.resources = resources;
    }

    /**
     * The part of {@code images.json} that is needed to run.
     *
     * @param fingerprint SHA-256 over the kernel sources
     * @param toolkits the compilers that made images; empty in a build without any
     * @param modules the kernel files without their ending
     */
    record Index(String fingerprint, List<Toolkit> toolkits, List<String> modules) {}

    /** Reads the list of images and compares the kernels they were made from with those that these classes launch. */
    public static KernelImages load() {
        byte[] fingerprint = ClassPathResource.require(
                FINGERPRINT_RESOURCE,
                "the resource " + FINGERPRINT_RESOURCE + " beside the classes of the CUDA backend",
                "use the jar as the Maven build makes it.");
        return read(ImageResources.onClassPath(), new String(fingerprint, StandardCharsets.UTF_8).strip());
    }

    static KernelImages read(ImageResources resources, String fingerprint) {
        byte[] json = resources.find(INDEX);
        if (json == null) {
            throw new DeviceException(
                    "the CUDA images (" + ImageResources.FOLDER + INDEX + ") on the class path",
                    "none",
                    "add the artefact io.lightmark:lightmark-core with classifier cuda.");
        }
        Index index = parse(json);
        if (!index.fingerprint().equals(fingerprint)) {
            throw new DeviceException(
                    "CUDA images of the kernels with fingerprint " + fingerprint,
                    index.fingerprint(),
                    "use lightmark-core and its artefact with classifier cuda of the same build.");
        }
        return new KernelImages(index, resources);
    }

    /** Hex SHA-256 of the kernel sources that images and classes were built from. */
    public String fingerprint() {
        return index.fingerprint();
    }

    /** The compilers that made images; empty in a build that found none. */
    public List<Toolkit> toolkits() {
        return index.toolkits();
    }

    /**
     * The best images for a device: machine code for its very architecture, else for the newest earlier one of its
     * generation, else PTX. Among equals the newest compiler wins.
     *
     * @param driverVersion the CUDA version of the driver, 12040 for 12.4
     * @throws DeviceException when nothing fits, with the reason and what to do
     */
    public DeviceImages forDevice(ComputeCapability device, int driverVersion) {
        if (toolkits().isEmpty()) {
            throw new DeviceException(
                    "CUDA images for " + device,
                    "a build without any CUDA images",
                    "install nvcc, or get NVRTC by cuda-kernels/tools/fetch-nvrtc.sh, and build again.");
        }
        return machineCode(device, driverVersion)
                .or(() -> ptx(device, driverVersion))
                .orElseThrow(() -> nothingFits(device, driverVersion));
    }

    private Optional<DeviceImages> machineCode(ComputeCapability device, int driverVersion) {
        record Candidate(Toolkit toolkit, int architecture) {}
        return toolkits().stream()
                .filter(toolkit -> toolkit.codeLoadsWith(driverVersion))
                .flatMap(toolkit -> architecturesFor(device, toolkit).map(number -> new Candidate(toolkit, number)))
                .max(Comparator.comparingInt(Candidate::architecture)
                        .thenComparingInt(candidate -> candidate.toolkit().cudaVersion()))
                .map(best -> DeviceImages.machineCode(resources, index.modules(), best.toolkit(), best.architecture()));
    }

    private Optional<DeviceImages> ptx(ComputeCapability device, int driverVersion) {
        return toolkits().stream()
                .filter(toolkit -> toolkit.ptxLoadsWith(driverVersion) && toolkit.ptx() <= device.architecture())
                .max(Comparator.comparingInt(Toolkit::ptx).thenComparingInt(Toolkit::cudaVersion))
                .map(best -> DeviceImages.ptx(resources, index.modules(), best));
    }

    private static Stream<Integer> architecturesFor(ComputeCapability device, Toolkit toolkit) {
        return toolkit.architectures().stream().filter(number -> device.runs(ComputeCapability.ofArchitecture(number)));
    }

    private DeviceException nothingFits(ComputeCapability device, int driverVersion) {
        String built = toolkits().stream().map(Toolkit::toString).collect(Collectors.joining(", "));
        return new DeviceException(
                "CUDA images for " + device + " that a driver for CUDA " + Toolkit.versionText(driverVersion)
                        + " loads",
                "images by " + built,
                fix(device));
    }

    /** An older driver is the reason when any driver would do; else the device is too old, or the build lacks it. */
    private String fix(ComputeCapability device) {
        if (device.compareTo(ComputeCapability.LOWEST) < 0) {
            return "use a GPU of compute capability 6.1 or newer, or --device cpu.";
        }
        Optional<Toolkit> oldest = toolkits().stream()
                .filter(toolkit -> toolkit.ptx() <= device.architecture()
                        || architecturesFor(device, toolkit).findAny().isPresent())
                .min(Comparator.comparingInt(Toolkit::cudaVersion));
        return oldest.map(toolkit -> "install an NVIDIA driver for CUDA " + Toolkit.versionText(toolkit.cudaVersion())
                        + " or newer, or use --device cpu.")
                .orElseGet(() -> "build lightmark with a CUDA compiler that makes " + device
                        + " (see cuda-kernels/README.md), or use --device cpu.");
    }

    private static Index parse(byte[] json) {
        @Nullable Exception cause = null;
        try {
            Index index = JSON.std.beanFrom(Index.class, json);
            if (index != null && index.fingerprint() != null && index.toolkits() != null && index.modules() != null) {
                return index;
            }
        } catch (IOException e) {
            cause = e;
        }
        throw new DeviceException(
                "a list of CUDA images in " + ImageResources.FOLDER + INDEX,
                cause == null ? "an incomplete one" : cause.toString(),
                "check the jar with classifier cuda, or build it again.",
                cause);
    }
}
