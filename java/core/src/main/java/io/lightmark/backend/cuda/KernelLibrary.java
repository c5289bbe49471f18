package io.lightmark.backend.cuda;

import io.lightmark.backend.cuda.driver.DeviceScope;
import io.lightmark.backend.cuda.driver.Module;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The kernel images of one device, each loaded when a plan first needs it. */
final class KernelLibrary {
    private final DeviceScope scope;
    private final Function<String, byte[]> images;
    private final Map<String, Module> modules = new HashMap<>();

    /**
     * @param scope owns what is loaded
     * @param images the image of a module by its name
     */
    KernelLibrary(DeviceScope scope, Function<String, byte[]> images) {
        this.scope = scope;
        this.images = images;
    }

    /** The module of this name. */
    synchronized Module module(String name) {
        Module module = modules.get(name);
        if (module == null) {
            module = scope.own(Module.load(name, images.apply(name)));
            modules.put(name, module);
        }
        return module;
    }
}
