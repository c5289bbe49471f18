package io.lightmark.backend.cuda.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.backend.Backend;
import io.lightmark.backend.cuda.CudaBackend;
import io.lightmark.backend.cuda.CudaOptions;
import io.lightmark.backend.cuda.driver.LoadedDriver;
import io.lightmark.check.Expectation;
import io.lightmark.check.OpCase;
import io.lightmark.check.OpCheck;
import io.lightmark.op.Activation;
import io.lightmark.op.Conv2d;
import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.Linear;
import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Problems as large as the ones that choose the kernels for large problems: wide tiles, four channels per thread, several
 * strips per thread, many slabs. The contract test's problems are too small for them.
 */
final class LargeProblemsTest {
    private static final long SEED = 20_261_122;

    /** Kernels for large problems that small ones choose too. */
    private static final Set<String> OF_CONTRACT_TEST =
            Set.of("pointwise_weight_gradient_narrow", "convolution_weight_gradient_narrow");

    static Stream<Op> problems() {
        Window two = new Window(2, 1, 0);
        Window point = new Window(1, 1, 0);
        return Stream.of(
                depthwise(Shape.of(2, 64, 64, 64), 3, 1),
                depthwise(Shape.of(2, 64, 64, 64), 3, 2),
                depthwise(Shape.of(1, 64, 64, 32), 5, 1),
                depthwise(Shape.of(2, 64, 64, 32), 5, 2),
                depthwise(Shape.of(256, 1, 1, 2048), 3, 1),
                Conv2d.linear(Shape.of(1, 162, 163, 4), 64, point, true),
                Conv2d.linear(Shape.of(1, 162, 163, 64), 4, point, true),
                Conv2d.linear(Shape.of(1, 210, 210, 4), 16, point, true),
                Conv2d.linear(Shape.of(1, 210, 210, 16), 4, point, true),
                new Conv2d(Shape.of(1, 162, 163, 4), 64, point, true, Activation.RELU6, true),
                Conv2d.linear(Shape.of(1, 163, 164, 1), 64, two, true),
                Conv2d.linear(Shape.of(1, 162, 163, 64), 1, two, true),
                Conv2d.linear(Shape.of(1, 211, 211, 1), 16, two, true),
                Conv2d.linear(Shape.of(1, 210, 210, 16), 1, two, true),
                Conv2d.linear(Shape.of(1, 145, 146, 1), 24, two, true),
                Conv2d.linear(Shape.of(1, 145, 146, 24), 1, two, true),
                Conv2d.linear(Shape.of(5, 3, 3, 228), 1100, new Window(3, 1, 0), true),
                Conv2d.linear(Shape.of(5, 3, 3, 4900), 16, new Window(3, 1, 0), true),
                new Linear(Shape.of(5, 2048), 1100, true, Activation.IDENTITY),
                new Linear(Shape.of(5, 44_100), 16, true, Activation.IDENTITY));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void agreesWithTheOracle(Op op) {
        CudaOptions options = new CudaOptions(LoadedDriver.Kind.STAND_IN, 0, false);
        try (Backend backend = CudaBackend.open(options)) {
            for (OpCase problem : OpCase.passes(op)) {
                Expectation integers = Expectation.of(problem, SEED).get(0);
                OpCheck.check(integers, backend, "cuda:stand-in");
            }
        }
    }

    @Test
    void everyTileOfEveryProductIsAmongThem() {
        Set<String> launched = new TreeSet<>();
        problems().forEach(op -> launched.addAll(kernels(op)));
        for (String module : List.of("pointwise", "convolution")) {
            for (String product : List.of("forward", "data_gradient", "weight_gradient")) {
                for (ProductTile tile : ProductTile.values()) {
                    String kernel = module + "_" + product + "_" + tile.label();
                    assertTrue(
                            OF_CONTRACT_TEST.contains(kernel) || tile == ProductTile.SMALL || launched.contains(kernel),
                            kernel + " is not in " + launched);
                }
            }
        }
        for (String kernel : List.of(
                "depthwise_forward_k3_s1_c4",
                "depthwise_forward_k3_s2_c4",
                "depthwise_forward_k5_s1_c2",
                "depthwise_forward_k5_s2_c2",
                "depthwise_backward_data_k3_s2_c4",
                "depthwise_backward_data_k5_s2_c2")) {
            assertTrue(launched.contains(kernel), kernel + " is not in " + launched);
        }
    }

    private static Op depthwise(Shape input, int kernel, int stride) {
        return DepthwiseConv2d.linear(input, Window.same(kernel, stride), true);
    }

    private static Set<String> kernels(Op op) {
        Set<String> kernels = new TreeSet<>();
        for (OpCase problem : OpCase.passes(op)) {
            Map<String, Long> addresses = new HashMap<>();
            for (Operand operand : op.operands(problem.pass())) {
                addresses.put(operand.name(), 1L);
            }
            Launches launches = new Launches(0, 0);
            CudaKernels.of(op).launch(op, problem.pass(), new CudaArrays(addresses), launches);
            for (Launch launch : launches.all()) {
                if (launch instanceof Launch.Kernel kernel) {
                    kernels.add(kernel.function());
                }
            }
        }
        return kernels;
    }
}
