package io.lightmark.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.backend.Plan;
import io.lightmark.backend.cuda.cudnn.CudnnChoice;
import io.lightmark.backend.cuda.cudnn.CudnnReport;
import io.lightmark.backend.cuda.cudnn.CudnnStandIn;
import io.lightmark.backend.cuda.driver.Device;
import io.lightmark.backend.cuda.driver.LiveResources;
import io.lightmark.backend.cuda.driver.LoadedDriver;
import io.lightmark.error.CudaException;
import io.lightmark.error.CudaOutOfMemoryException;
import io.lightmark.error.CudnnException;
import io.lightmark.error.DeviceException;
import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import io.lightmark.op.Activation;
import io.lightmark.op.BatchNorm;
import io.lightmark.op.Conv2d;
import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which steps cuDNN does, what happens when it fails, and that nothing of it is left; on the stand-ins. */
final class CudnnStepsTest {
    private static final Conv2d CONVOLUTION = Conv2d.linear(Shape.of(2, 5, 6, 3), 4, new Window(3, 2, 1), true);
    private static final BatchNorm NORM = new BatchNorm(Shape.of(2, 3, 3, 4), 1e-5f, 0.1f, Activation.RELU);

    private Map<LiveResources.Kind, Long> before = Map.of();

    @BeforeEach
    void countBefore() {
        CudnnStandIn.command("reset");
        before = held();
    }

    @AfterEach
    void nothingIsLeft() {
        assertEquals(before, held());
        assertEquals("handles=0 descriptors=0", CudnnStandIn.command("live"));
        CudnnStandIn.command("reset");
    }

    private static Map<LiveResources.Kind, Long> held() {
        return new EnumMap<>(LiveResources.held());
    }

    private static CudaBackend open(CudnnChoice choice) {
        return CudaBackend.open(new CudaOptions(LoadedDriver.Kind.STAND_IN, 0, false, choice));
    }

    private static Program program(Op op, Pass pass) {
        Program.Builder builder = new Program.Builder();
        Map<String, Value> values = new LinkedHashMap<>();
        for (Operand operand : op.operands(pass)) {
            Value.Role role = switch (operand.access()) {
                case IN -> Value.Role.INPUT;
                case OUT -> Value.Role.OUTPUT;
                case INOUT -> Value.Role.PARAMETER;
            };
            values.put(operand.name(), builder.value(operand.name(), operand.shape(), operand.dtype(), role));
        }
        builder.step("step", op, pass, values);
        return builder.build();
    }

    private static void run(CudaBackend backend, Op op, Pass pass) {
        try (Plan plan = backend.plan(program(op, pass))) {
            plan.run();
        }
    }

    @Test
    void onlyRepeatableAlgorithmsInFloat32() {
        try (CudaBackend backend = open(CudnnChoice.FORCED)) {
            for (Pass pass : Pass.values()) {
                run(backend, CONVOLUTION, pass);
                run(backend, NORM, pass);
            }
        }
        assertEquals("forward=1 data=1 filter=1 math=3 norm=1", CudnnStandIn.command("last"));
    }

    @Test
    void offNeverAsksCudnn() {
        try (CudaBackend backend = open(CudnnChoice.OFF)) {
            run(backend, NORM, Pass.FORWARD);
            assertEquals("cuDNN off", backend.properties().get("cudnn"));
        }
        assertEquals("forward=-1 data=-1 filter=-1 math=-1 norm=-1", CudnnStandIn.command("last"));
    }

    @Test
    void measuresOnceAndKeepsToIt() {
        try (CudaBackend backend = open(CudnnChoice.MEASURED)) {
            assertEquals("cuDNN 9.5.1 where it is faster", backend.properties().get("cudnn"));
            Program program = program(NORM, Pass.FORWARD);
            List<ProviderChoice> first = choices(backend, program);
            assertEquals(1, first.size());
            assertTrue(first.get(0).reason().matches("kernels [0-9.]+ ms, cuDNN [0-9.]+ ms"), first::toString);
            assertEquals(first, choices(backend, program), "measured again, the figures would differ");
            assertNotEquals(first, choices(backend, program(NORM, Pass.BACKWARD)));
        }
    }

    private static List<ProviderChoice> choices(CudaBackend backend, Program program) {
        try (CudaPlan plan = backend.plan(program)) {
            plan.run();
            return plan.choices();
        }
    }

    @Test
    void aProblemThatCudnnCannotDoIsOurs() {
        try (CudaBackend backend = open(CudnnChoice.MEASURED)) {
            CudnnStandIn.command("fault cudnnBatchNormalizationForwardTraining 1 3000");
            ProviderChoice choice =
                    choices(backend, program(NORM, Pass.FORWARD)).get(0);
            assertEquals(ProviderChoice.Provider.KERNELS, choice.provider());
            assertTrue(choice.reason().contains("CUDNN_STATUS_NOT_SUPPORTED (3000)"), choice::reason);
        }
    }

    @Test
    void aCudnnThatDoesNotStartIsDoneWithout() {
        try (CudaBackend backend = open(CudnnChoice.MEASURED)) {
            CudnnStandIn.command("fault cudnnCreate 1 1008");
            assertEquals(List.of(), choices(backend, program(NORM, Pass.FORWARD)));
            String said = backend.describe();
            assertTrue(said.contains("without cuDNN (Expected cudnnCreate to succeed"), said);
            assertTrue(said.contains("CUDNN_STATUS_SUBLIBRARY_LOADING_FAILED (1008)"), said);
            assertTrue(said.contains("come from one installation (loaded from /"), said);
            assertTrue(said.contains("libcudnn.so.9"), said);
            assertEquals(List.of(), choices(backend, program(NORM, Pass.BACKWARD)), "it is not tried again");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8907, 'Expected cuDNN 9, received cuDNN 8.9.7 from /'",
        "91500, 'Expected cuDNN 9.0 to 9.10, the last for GPUs older than compute capability 7.5, on device 0'"
    })
    void aVersionThatDoesNotFit(String version, String words) {
        CudnnStandIn.command("version " + version);
        DeviceException refused = assertThrows(DeviceException.class, () -> open(CudnnChoice.FORCED));
        assertTrue(String.valueOf(refused.getMessage()).contains(words), refused::getMessage);
        try (CudaBackend backend = open(CudnnChoice.MEASURED)) {
            assertTrue(backend.describe().contains("without cuDNN (" + words), backend::describe);
            run(backend, NORM, Pass.FORWARD);
        }
        Device device = Device.of(LoadedDriver.load(LoadedDriver.Kind.STAND_IN), 0);
        CudnnReport report = CudnnReport.of(LoadedDriver.Kind.STAND_IN, device);
        assertTrue(report.problem().contains(words), report::problem);
        assertTrue(!report.isUsable() && report.libraries().get(0).endsWith("libcudnn.so.9"), report::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1002, 1005, 1008, 2000, 2008, 3000, 3007, 4000, 4003, 4004, 5000, 5003, 6789})
    void everyStatusIsAnExceptionThatSaysWhatFailed(int status) {
        try (CudaBackend backend = open(CudnnChoice.FORCED)) {
            CudnnStandIn.command("fault cudnnConvolutionForward 1 " + status);
            CudaException failure = assertThrows(CudaException.class, () -> run(backend, CONVOLUTION, Pass.FORWARD));
            boolean memory = status == 4003 || status == 4004;
            assertEquals(memory ? CudaOutOfMemoryException.class : CudnnException.class, failure.getClass());
            assertEquals(status, failure.code());
            assertEquals("cudnnConvolutionForward", failure.call());
            String message = String.valueOf(failure.getMessage());
            assertTrue(
                    message.startsWith(
                            "Expected cudnnConvolutionForward to succeed for conv n2 h5 w6 c3>4 k3 s2 p1 bias"
                                    + " with cuDNN 9.5.1, which says 'a failure, says the stand-in', received "),
                    message);
            assertTrue(message.contains("(-Dlightmark.cuda.cudnn=off)"), message);
            run(backend, CONVOLUTION, Pass.FORWARD);
        }
    }

    @Test
    void statusesOfCudnn8HaveTheirOwnNumbers() {
        try (CudaBackend backend = open(CudnnChoice.FORCED)) {
            CudnnStandIn.command("version 8907");
            CudnnStandIn.command("fault cudnnConvolutionForward 1 9");
            CudaException failure = assertThrows(CudaException.class, () -> run(backend, CONVOLUTION, Pass.FORWARD));
            assertEquals("CUDNN_STATUS_NOT_SUPPORTED", failure.codeName());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cudnnCreate",
                "cudnnSetStream",
                "cudnnCreateTensorDescriptor",
                "cudnnSetTensor4dDescriptor",
                "cudnnCreateFilterDescriptor",
                "cudnnSetFilter4dDescriptor",
                "cudnnCreateConvolutionDescriptor",
                "cudnnSetConvolution2dDescriptor",
                "cudnnSetConvolutionMathType",
                "cudnnGetConvolutionBackwardDataAlgorithm_v7",
                "cudnnGetConvolutionBackwardFilterAlgorithm_v7",
                "cudnnConvolutionBackwardData",
                "cudnnConvolutionBackwardFilter",
                "cudnnConvolutionBackwardBias"
            })
    void whicheverCallFailsNothingIsLeft(String function) {
        try (CudaBackend backend = open(CudnnChoice.FORCED)) {
            for (int k = 1; k <= 2; k++) {
                CudnnStandIn.command("fault " + function + " " + k + " 4000");
                try {
                    run(backend, CONVOLUTION, Pass.BACKWARD);
                } catch (CudaException e) {
                    assertEquals(function, e.call());
                }
            }
            CudnnStandIn.command("fault clear");
            run(backend, CONVOLUTION, Pass.BACKWARD);
        }
    }

    @Test
    void anAlgorithmWithoutWorkspaceSizeIsNotTaken() {
        try (CudaBackend backend = open(CudnnChoice.FORCED)) {
            CudnnStandIn.command("fault cudnnGetConvolutionForwardWorkspaceSize 2 3000");
            run(backend, CONVOLUTION, Pass.FORWARD);
        }
        assertEquals("forward=0 data=-1 filter=-1 math=3 norm=-1", CudnnStandIn.command("last"));
    }
}
