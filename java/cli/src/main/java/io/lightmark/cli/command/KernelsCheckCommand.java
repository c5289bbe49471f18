package io.lightmark.cli.command;

import io.lightmark.backend.Backend;
import io.lightmark.check.CaseResult;
import io.lightmark.check.CheckReport;
import io.lightmark.check.CheckSize;
import io.lightmark.check.KernelCheck;
import io.lightmark.cli.kernels.CheckFigures;
import io.lightmark.cli.kernels.CheckText;
import io.lightmark.cli.option.DeviceOptions;
import io.lightmark.cli.option.JsonOption;
import io.lightmark.cli.option.OperationNames;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lightmark kernels check}: the correctness suite on the user's own device. */
@Command(
        name = "check",
        header = "Checks every operation of a device against the oracle.",
        description = {
            "Runs each operation forward and backward on drawn inputs and compares every element with plain Java in double;"
                    + " also that nothing outside the results is written and that a second run gives the same bits."
                    + " A wrong element is named with its problem and seed. Exit code 1 means that a case failed."
        },
        footer = {
            "  lightmark kernels check --device cuda --json check.json",
            "  lightmark kernels check --device cpu --operation DepthwiseConv2d --size all",
            "  lightmark kernels check --device cuda:stand-in --size small"
        })
public final class KernelsCheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    @Option(
            names = "--operation",
            paramLabel = "NAME",
            converter = OperationNames.class,
            description = "Only this operation; may be repeated: Conv2d, DepthwiseConv2d, SqueezeExcite, …")
    private List<String> operations = List.of();

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "COVERING",
            description = "small (seconds), covering (every pair of sizes and attributes: minutes), all (hours).")
    private CheckSize size = CheckSize.COVERING;

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        Set<String> chosen = operations.isEmpty() ? KernelCheck.operations() : Set.copyOf(operations);
        try (Backend backend = device.open()) {
            CheckReport report = new KernelCheck(backend).run(chosen, size, this::printFailure);
            if (!json.isPrinted()) {
                spec.commandLine().getOut().print(CheckText.of(report));
                spec.commandLine().getOut().flush();
            }
            json.write(CheckFigures.of(backend, size, report));
            return report.isOk() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private void printFailure(CaseResult result) {
        if (!result.isOk()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("failed: " + result.failure());
            err.flush();
        }
    }
}
