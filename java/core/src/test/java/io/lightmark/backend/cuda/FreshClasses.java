package io.lightmark.backend.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * The classes of this project once more, as a new process would have them: nothing that they keep for the life of a process
 * has happened yet. What loads native libraries is shared, because a virtual machine loads a library once.
 */
final class FreshClasses extends ClassLoader {
    private static final String OURS = "io.lightmark.";
    private static final Set<String> SHARED = Set.of("io.lightmark.backend.library.", "io.lightmark.backend.cpu.");
    private static final Map<String, byte[]> CONTENTS = new HashMap<>();

    FreshClasses() {
        super(FreshClasses.class.getClassLoader());
    }

    /** Runs a class with a public constructor among fresh classes. */
    @SuppressWarnings("unchecked")
    String run(Class<? extends Callable<String>> type) throws Exception {
        Object fresh = loadClass(type.getName()).getConstructor().newInstance();
        return ((Callable<String>) fresh).call();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || SHARED.stream().anyMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] contents = CONTENTS.computeIfAbsent(name, this::read);
            return defineClass(name, contents, 0, contents.length);
        }
    }

    private byte[] read(String name) {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new IllegalStateException(
                        "Expected the class " + name + ", received none. Fix: build the tests.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
