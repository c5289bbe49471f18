package io.lightmark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lightmark.error.CudaFatalException;
import io.lightmark.error.CudaOutOfMemoryException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What becomes of failures of a GPU: one sentence and an exit code that tells whether a new process may help. */
final class FailureHandlerTest {
    /** Fails as it is told to. */
    @Command(name = "fail")
    private record Failing(RuntimeException failure) implements Runnable {
        @Override
        public void run() {
            throw failure;
        }
    }

    private static int run(RuntimeException failure, StringWriter err) {
        CommandLine line = Lightmark.commandLine();
        line.addSubcommand("fail", new Failing(failure));
        FailureHandler handler = new FailureHandler(() -> false);
        line.getSubcommands().get("fail").setExecutionExceptionHandler(handler);
        return line.setErr(new PrintWriter(err, true)).execute("fail");
    }

    @Test
    void aLostDeviceHasAnExitCodeOfItsOwn() {
        StringWriter err = new StringWriter();
        int code = run(
                new CudaFatalException(
                        700, "CUDA_ERROR_ILLEGAL_ADDRESS", "cuGraphLaunch", "a plan", "start a new process.", null),
                err);
        assertEquals(3, code);
        assertEquals(
                "lightmark fail: Expected cuGraphLaunch to succeed for a plan, received CUDA_ERROR_ILLEGAL_ADDRESS (700)."
                        + " Fix: start a new process.",
                err.toString().strip());
    }

    @Test
    void tooLittleMemoryIsAFailedRun() {
        StringWriter err = new StringWriter();
        int code = run(
                new CudaOutOfMemoryException(
                        2, "CUDA_ERROR_OUT_OF_MEMORY", "cuMemAlloc", "9 bytes", "use a smaller batch."),
                err);
        assertEquals(1, code);
        assertEquals(1, err.toString().lines().count(), err::toString);
    }
}
