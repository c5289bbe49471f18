package io.lightmark.cli.doctor;

import io.lightmark.backend.Plan;
import io.lightmark.backend.cpu.CpuBackend;
import io.lightmark.backend.cpu.CpuOptions;
import io.lightmark.backend.cpu.NativeLibrary;
import io.lightmark.backend.cpu.SimdLevel;
import io.lightmark.backend.reference.ReferenceBackend;
import io.lightmark.cli.output.Figures;
import io.lightmark.graph.InferenceLowering;
import io.lightmark.graph.PictureInput;
import io.lightmark.models.Cascade48;
import io.lightmark.nn.Initialization;
import io.lightmark.nn.Network;
import io.lightmark.op.CounterRandom;
import io.lightmark.vision.image.OpenCv;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The native library, the arithmetic, OpenCV, fonts, folders: what the program needs to work. */
final class LibraryChecks {
    private static final double AGREEMENT = 1e-4;

    private LibraryChecks() {}

    static Finding nativeLibrary() {
        try {
            NativeLibrary library = NativeLibrary.load();
            return Finding.ok(
                    "native",
                    library.origin() + ", fingerprint " + library.fingerprint(),
                    "the backend 'cpu' is used (--device auto); its fingerprint matches this build");
        } catch (RuntimeException | LinkageError e) {
            return Finding.broken("native", e);
        }
    }

    static Finding simd() {
        try {
            return Finding.ok("simd", SimdLevel.best().label(), "the widest that this processor has is used");
        } catch (RuntimeException | LinkageError e) {
            return Finding.broken("simd", e);
        }
    }

    /** Runs one forward pass on both backends and compares. */
    static Finding arithmetic() {
        try (CpuBackend cpu = CpuBackend.open(CpuOptions.defaults());
                ReferenceBackend reference = new ReferenceBackend()) {
            Network network = Cascade48.network(5);
            InferenceLowering lowering =
                    InferenceLowering.lower(network, Initialization.HE.draw(network, 1), 1, PictureInput.PIXELS);
            try (Plan fast = cpu.plan(lowering.program());
                    Plan slow = reference.plan(lowering.program())) {
                double difference = difference(run(fast, lowering), run(slow, lowering));
                String found = String.format(
                        Locale.ROOT, "cpu and reference differ by %.2g of the largest output", difference);
                return difference <= AGREEMENT
                        ? Finding.ok("arithmetic", found, "at most " + AGREEMENT + " is expected")
                        : Finding.broken("arithmetic", found, "use --device reference and report this");
            }
        } catch (RuntimeException | LinkageError e) {
            return Finding.broken("arithmetic", e);
        }
    }

    static Finding openCv() {
        try {
            return Finding.ok("opencv", "OpenCV " + OpenCv.version().strip(), "reads and draws photos");
        } catch (RuntimeException | LinkageError e) {
            return Finding.broken("opencv", e);
        }
    }

    static Finding fonts() {
        System.setProperty("java.awt.headless", "true");
        try {
            int families =
                    GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames(Locale.ROOT).length;
            return families > 0
                    ? Finding.ok("fonts", families + " font families", "plots are drawn with Java's sans-serif font")
                    : Finding.note("fonts", "none", "plots need one: install fontconfig and a font, such as DejaVu");
        } catch (RuntimeException | LinkageError e) {
            return Finding.note(
                    "fonts",
                    e.toString(),
                    "plots need Java's font support: install fontconfig and a font, such as DejaVu");
        }
    }

    static Finding folders() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            Files.delete(Files.createTempFile(folder, "lightmark-", ".tmp"));
            long free = Files.getFileStore(folder).getUsableSpace();
            return Finding.ok(
                    "folders",
                    folder + " can be written, " + Figures.bytes(free) + " free",
                    "large datasets are decoded there; JavaCPP's cache is " + javacppCache());
        } catch (IOException e) {
            return Finding.broken("folders", e);
        }
    }

    private static String javacppCache() {
        return System.getProperty("org.bytedeco.javacpp.cachedir", System.getProperty("user.home") + "/.javacpp/cache");
    }

    private static float[] run(Plan plan, InferenceLowering lowering) {
        lowering.weights()
                .forEach((name, tensor) -> plan.write(lowering.program().value(name), tensor.data()));
        float[] input = new float[lowering.program().value("input").shape().length()];
        for (int i = 0; i < input.length; i++) {
            input[i] = 2 * CounterRandom.uniform(CounterRandom.key(7, 0, 0), i) - 1;
        }
        plan.write(lowering.program().value("input"), input);
        plan.run();
        float[] output =
                new float[lowering.program().value("prediction").shape().length()];
        plan.read(lowering.program().value("prediction"), output);
        return output;
    }

    private static double difference(float[] a, float[] b) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(b[i]));
            difference = Math.max(difference, Math.abs((double) a[i] - b[i]));
        }
        return difference / Math.max(largest, Float.MIN_NORMAL);
    }
}
