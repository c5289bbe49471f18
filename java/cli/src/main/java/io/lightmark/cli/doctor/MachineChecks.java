package io.lightmark.cli.doctor;

import io.lightmark.cli.output.Figures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Java, system, processor, memory: what the machine is. Nothing here can be broken, only noted. */
final class MachineChecks {
    private static final int LEAST_JAVA = 17;
    private static final long SMALL_HEAP = 512L << 20;

    private MachineChecks() {}

    static Finding java() {
        String found = System.getProperty("java.vm.name") + " " + Runtime.version();
        return Runtime.version().feature() >= LEAST_JAVA
                ? Finding.ok("java", found, "17 or later is needed")
                : Finding.broken("java", found, "install a JDK 17 or later");
    }

    static Finding system() {
        return Finding.ok(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                "the native library is built for Linux on x86_64");
    }

    static Finding processor() {
        int cores = Runtime.getRuntime().availableProcessors();
        String model = "unknown processor";
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
            model = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(model);
        } catch (IOException | RuntimeException e) {
            return Finding.note(
                    "processor", cores + " processors, model unknown", "training uses " + cores + " threads");
        }
        return Finding.ok(
                "processor",
                model + ", " + cores + (cores == 1 ? " processor" : " processors") + " for this process",
                "training uses " + cores + (cores == 1 ? " thread" : " threads")
                        + ", single predictions one; --threads");
    }

    static Finding memory() {
        long heap = Runtime.getRuntime().maxMemory();
        String machine = "";
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean bean) {
            machine = Figures.bytes(bean.getTotalMemorySize()) + " in the machine, "
                    + Figures.bytes(bean.getFreeMemorySize()) + " free, ";
        }
        String found = machine + Figures.bytes(heap) + " for Java";
        return heap < SMALL_HEAP
                ? Finding.note("memory", found, "little; raise it with -Xmx for large photos")
                : Finding.ok("memory", found, "folders larger than a quarter of Java's go through a temporary file");
    }
}
