package io.lightmark.cli;

import io.lightmark.error.CudaFatalException;
import io.lightmark.error.LightmarkException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns failures into a message for people and an exit code; stack traces only where they are asked for. */
final class FailureHandler implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** The process can use no GPU any more, but a new one may: a supervisor may start it again, with --resume. */
    private static final int DEVICE_LOST = 3;

    private final BooleanSupplier debug;

    FailureHandler(BooleanSupplier debug) {
        this.debug = debug;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        PrintWriter err = line.getErr();
        String name = line.getCommandSpec().qualifiedName();
        err.println(name + ": " + failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try '" + name + " --help' for its options and examples.");
        trace(failure, err);
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        Throwable cause = failure instanceof CommandLine.ExecutionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        line.getOut().flush();
        err.println(line.getCommandSpec().qualifiedName() + ": " + message(cause));
        trace(cause, err);
        return cause instanceof CudaFatalException ? DEVICE_LOST : ExitCode.SOFTWARE;
    }

    private static String message(Throwable cause) {
        boolean explained = cause instanceof LightmarkException
                || cause instanceof UncheckedIOException
                || cause instanceof IllegalArgumentException;
        if (explained && cause.getMessage() != null) {
            return cause.getMessage();
        }
        if (cause instanceof OutOfMemoryError) {
            return "Expected enough memory, received " + cause.getMessage()
                    + ". Fix: raise the limit (JAVA_TOOL_OPTIONS=-Xmx8g), or pack the dataset first.";
        }
        return "Expected the run to go through, received " + cause
                + ". Fix: run it again with --debug and report the output.";
    }

    private void trace(Throwable failure, PrintWriter err) {
        if (debug.getAsBoolean()) {
            failure.printStackTrace(err);
        }
        err.flush();
    }
}
