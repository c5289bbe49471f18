package io.lightmark.benchmarks.measure;

import io.lightmark.backend.Backend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The processor or GPU that figures were measured on.
 *
 * @param model its name as the system gives it, with the architecture where we know it
 * @param cores processors of the machine that this process may use
 */
public record Machine(String model, int cores) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** This machine; where the system does not name its processor, the architecture stands in. */
    public static Machine detect() {
        int cores = Runtime.getRuntime().availableProcessors();
        try {
            return new Machine(model(Files.readString(CPU_INFO, StandardCharsets.UTF_8)), cores);
        } catch (IOException e) {
            return new Machine(System.getProperty("os.arch", "unknown"), cores);
        }
    }

    /** What a backend computes on: the GPU of a CUDA backend, whose description begins with its name; else this machine. */
    public static Machine of(Backend backend) {
        Machine host = detect();
        return backend.name().startsWith("cuda")
                ? new Machine(backend.describe().split(",", 2)[0], host.cores())
                : host;
    }

    /** The model in the text of {@code /proc/cpuinfo}. */
    static String model(String cpuInfo) {
        String name = field(cpuInfo, "model name").orElse("unknown");
        if (!field(cpuInfo, "vendor_id").orElse("").equals("AuthenticAMD")) {
            return name;
        }
        return zen(
                        field(cpuInfo, "cpu family").orElse(""),
                        field(cpuInfo, "model").orElse(""))
                .map(zen ->
                        name.toLowerCase(Locale.ROOT).contains(zen.toLowerCase(Locale.ROOT)) ? name : name + " " + zen)
                .orElse(name);
    }

    /** Name for folders: {@code amd-epyc-zen4-2c}. */
    public String slug() {
        return model.toLowerCase(Locale.ROOT)
                        .replaceAll("\\((r|tm)\\)", "")
                        .replaceAll("\\b(cpu|processor)\\b|@.*", "")
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "")
                + "-" + cores + "c";
    }

    private static Optional<String> field(String cpuInfo, String key) {
        return cpuInfo.lines()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2 && parts[0].strip().equals(key))
                .map(parts -> parts[1].strip())
                .findFirst();
    }

    /** AMD's generations by family and model number, which cloud machines hide from the model name. */
    private static Optional<String> zen(String family, String model) {
        if (!model.matches("\\d{1,4}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(model);
        return switch (family) {
            case "23" -> Optional.of(number < 0x30 ? "Zen" : "Zen2");
            case "25" ->
                Optional.of(
                        (number >= 0x10 && number < 0x20) || (number >= 0x60 && number < 0x80) || number >= 0xa0
                                ? "Zen4"
                                : "Zen3");
            case "26" -> Optional.of("Zen5");
            default -> Optional.empty();
        };
    }
}
