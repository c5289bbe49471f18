package io.lightmark.cli.command;

import io.lightmark.cli.doctor.Doctor;
import io.lightmark.cli.doctor.Finding;
import io.lightmark.cli.option.JsonOption;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lightmark doctor}: what was found, what will be used, and why. */
@Command(
        name = "doctor",
        header = "Says what this machine offers, what will be used, and why.",
        description = {
            "Looks at Java, processor, memory, the native library, OpenCV and fonts, compares one forward pass on the CPU"
                    + " backend with the reference, and lists NVIDIA's driver, GPUs, the kernel images that fit them and"
                    + " cuDNN. Changes nothing. Exit code 1 means that something essential is broken; a GPU is not."
        },
        footer = {"  lightmark doctor", "  lightmark doctor --json doctor.json"})
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--cuda",
            description = "Load the CUDA driver also where no NVIDIA hardware is seen, and say how that ends.")
    private boolean alwaysLoadsCuda;

    @Override
    public Integer call() {
        List<Finding> findings = Doctor.examine(alwaysLoadsCuda);
        boolean healthy = findings.stream().noneMatch(finding -> finding.state() == Finding.State.BROKEN);
        if (!json.isPrinted()) {
            print(spec.commandLine().getOut(), findings, healthy);
        }
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("healthy", healthy);
        findings.forEach(finding -> figures.put(finding.check(), finding.toMap()));
        json.write(figures);
        return healthy ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void print(PrintWriter out, List<Finding> findings, boolean healthy) {
        for (Finding finding : findings) {
            out.printf(
                    Locale.ROOT,
                    "%-6s  %-11s  %s%n                     %s%n",
                    finding.state().name().toLowerCase(Locale.ROOT),
                    finding.check(),
                    finding.found(),
                    finding.consequence());
        }
        out.println();
        out.println(healthy ? "Everything essential works." : "Something essential is broken: see above.");
        out.flush();
    }
}
