package io.lightmark.backend.cuda.image;

import java.util.Arrays;
import java.util.List;

/** The images that were chosen for one device: all modules from one compiler, for one architecture. */
public final class DeviceImages {
    private final ImageResources resources;
    private final List<String> modules;
    private final String folder;
    private final String ending;
    private final String description;

    private DeviceImages(
            ImageResources resources, List<String> modules, String folder, String ending, String description) {
        this.resources = resources;
        this.modules = modules;
        this.folder = folder;
        this.ending = ending;
        this.description = description;
    }

    static DeviceImages machineCode(ImageResources resources, List<String> modules, Toolkit toolkit, int built) {
        String folder = toolkit.folder() + "/sm_" + built;
        return new DeviceImages(resources, modules, folder, ".cubin", "sm_" + built + " by " + toolkit.name());
    }

    static DeviceImages ptx(ImageResources resources, List<String> modules, Toolkit toolkit) {
        String target = "compute_" + toolkit.ptx();
        return new DeviceImages(
                resources,
                modules,
                toolkit.folder() + "/" + target,
                ".ptx",
                "PTX of " + target + " by " + toolkit.name() + ", translated by the driver");
    }

    /** What was chosen, for people: {@code sm_90 by nvcc 13.0}. */
    public String description() {
        return description;
    }

    /**
     * The image of a module in the form that {@code cuModuleLoadData} takes; PTX ends with a zero byte.
     *
     * @param module a kernel file without its ending: {@code depthwise}
     */
    public byte[] module(String module) {
        if (!modules.contains(module)) {
            throw new IllegalArgumentException("Expected one of the kernel modules " + modules + ", received '" + module
                    + "'. Fix: correct the name, or add cuda-kernels/" + module + ".cu.");
        }
        byte[] image = resources.require(folder + "/" + module + ending);
        return ending.equals(".ptx") ? Arrays.copyOf(image, image.length + 1) : image;
    }
}
