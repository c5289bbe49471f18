package io.lightmark.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.backend.Backend;
import io.lightmark.check.FaultyBackend.Fault;
import io.lightmark.check.FaultyBackend.FaultyPlan;
import io.lightmark.op.Activate;
import io.lightmark.op.Activation;
import io.lightmark.op.AdamUpdate;
import io.lightmark.op.Add;
import io.lightmark.op.BatchNorm;
import io.lightmark.op.Conv2d;
import io.lightmark.op.CoordinateClassificationLoss;
import io.lightmark.op.CropResize;
import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.Dropout;
import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.FlattenChannels;
import io.lightmark.op.GlobalAveragePool;
import io.lightmark.op.Linear;
import io.lightmark.op.LossFunction;
import io.lightmark.op.MaxPool;
import io.lightmark.op.Op;
import io.lightmark.op.Pass;
import io.lightmark.op.SgdUpdate;
import io.lightmark.op.SoftArgmax;
import io.lightmark.op.SqueezeExcite;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The check itself: it accepts the oracle and finds every planted fault, naming the problem and the seed. */
final class OpCheckTest {
    private static final Shape MAP = Shape.of(2, 6, 6, 8);
    private static final Op CONV = Conv2d.linear(MAP, 5, Window.same(3, 2), true);
    private static final Op DEPTHWISE = DepthwiseConv2d.linear(MAP, Window.same(3, 1), true);
    private static final Op LINEAR = new Linear(Shape.of(3, 24), 7, true, Activation.IDENTITY);
    private static final Op NORM = new BatchNorm(MAP, 1e-5f, 0.1f, Activation.RELU);
    private static final Op EXCITE = new SqueezeExcite(MAP, 4);
    private static final Op SGD = new SgdUpdate(Shape.of(40), 0.9f, 5e-4f, 1);
    private static final Op ADAM = new AdamUpdate(Shape.of(40), 0.9f, 0.999f, 1e-8f, 0.01f, false, 1);

    private static final Shape LOGITS = Shape.of(2, 3, 1, 32);
    private static final Op SOFT_ARGMAX = new SoftArgmax(LOGITS, 1.25f);
    private static final Op CLASSIFICATION = new CoordinateClassificationLoss(LOGITS, 1.25f, 1, 0.5f);

    private record Planted(String name, Op op, Pass pass, Fault fault) {}

    static Stream<Arguments> faults() {
        return Stream.of(
                        new Planted("wrong tap", CONV, Pass.FORWARD, before("weight", OpCheckTest::swapEnds)),
                        new Planted("wrong tap", DEPTHWISE, Pass.FORWARD, before("weight", OpCheckTest::swapEnds)),
                        new Planted("missing bias", CONV, Pass.FORWARD, before("bias", OpCheckTest::zeros)),
                        new Planted("missing bias", DEPTHWISE, Pass.FORWARD, before("bias", OpCheckTest::zeros)),
                        new Planted("missing bias", LINEAR, Pass.FORWARD, before("bias", OpCheckTest::zeros)),
                        new Planted(
                                "rows and columns swapped", CONV, Pass.FORWARD, before("x", OpCheckTest::transposed)),
                        new Planted(
                                "rows and columns swapped",
                                DEPTHWISE,
                                Pass.BACKWARD,
                                before("x", OpCheckTest::transposed)),
                        new Planted(
                                "last element unwritten", CONV, Pass.FORWARD, after("y", OpCheckTest::lastUnwritten)),
                        new Planted(
                                "last element unwritten",
                                CONV,
                                Pass.BACKWARD,
                                after("grad.x", OpCheckTest::lastUnwritten)),
                        new Planted(
                                "one element slightly off", LINEAR, Pass.FORWARD, after("y", OpCheckTest::firstOff)),
                        new Planted(
                                "bias gradient not summed",
                                LINEAR,
                                Pass.BACKWARD,
                                after("grad.bias", OpCheckTest::firstOff)),
                        new Planted(
                                "weight gradient halved",
                                DEPTHWISE,
                                Pass.BACKWARD,
                                after("grad.weight", a -> times(a, 0.5f))),
                        new Planted("guard byte written", CONV, Pass.FORWARD, straying()),
                        new Planted("second run differs", CONV, Pass.FORWARD, secondRunDiffers()),
                        new Planted(
                                "sum misses an operand", new Add(MAP), Pass.FORWARD, before("b", OpCheckTest::zeros)),
                        new Planted(
                                "kink takes the right slope",
                                new Activate(MAP, Activation.RELU),
                                Pass.BACKWARD,
                                before("x", a -> plus(a, 1e-6f))),
                        new Planted(
                                "last maximum wins",
                                new MaxPool(MAP, Window.same(3, 1)),
                                Pass.BACKWARD,
                                before("x", OpCheckTest::laterLarger)),
                        new Planted(
                                "padding wins",
                                new MaxPool(MAP, Window.same(3, 1)),
                                Pass.FORWARD,
                                after("y", a -> map(a, v -> Math.max(v, 0)))),
                        new Planted(
                                "mean over one pixel less",
                                new GlobalAveragePool(MAP),
                                Pass.FORWARD,
                                after("y", a -> times(a, 36f / 35))),
                        new Planted(
                                "biased running variance",
                                NORM,
                                Pass.FORWARD,
                                after("runningVar", a -> times(a, 0.999f))),
                        new Planted(
                                "running mean untouched", NORM, Pass.FORWARD, after("runningMean", OpCheckTest::zeros)),
                        new Planted("one-pass variance", NORM, Pass.FORWARD, after("invStd", OpCheckTest::secondOff)),
                        new Planted("norm gradient off", NORM, Pass.BACKWARD, after("grad.x", OpCheckTest::firstOff)),
                        new Planted("gate off", EXCITE, Pass.FORWARD, after("y", OpCheckTest::firstOff)),
                        new Planted(
                                "bottleneck bias missing", EXCITE, Pass.FORWARD, before("bias1", OpCheckTest::zeros)),
                        new Planted(
                                "gate's way back missing",
                                EXCITE,
                                Pass.BACKWARD,
                                before("weight1", OpCheckTest::zeros)),
                        new Planted(
                                "mask not scaled",
                                new Dropout(MAP, 0.3f, 1),
                                Pass.FORWARD,
                                after("y", a -> times(a, 0.7f))),
                        new Planted("loss of the mean", loss(), Pass.FORWARD, after("loss", a -> times(a, 0.5f))),
                        new Planted(
                                "loss gradient's sign",
                                loss(),
                                Pass.BACKWARD,
                                after("grad.prediction", a -> times(a, -1))),
                        new Planted("no velocity", SGD, Pass.FORWARD, before("velocity", OpCheckTest::zeros)),
                        new Planted("no correction", ADAM, Pass.FORWARD, after("parameter", OpCheckTest::firstOff)),
                        new Planted("second moment off", ADAM, Pass.FORWARD, after("moment2", OpCheckTest::firstOff)),
                        new Planted(
                                "one element off",
                                new FlattenChannels(MAP),
                                Pass.FORWARD,
                                after("y", OpCheckTest::firstOff)),
                        new Planted(
                                "the other side's gradient",
                                new FlattenChannels(MAP),
                                Pass.BACKWARD,
                                before("grad.y", OpCheckTest::swapEnds)),
                        new Planted("reach too large", SOFT_ARGMAX, Pass.FORWARD, after("y", a -> times(a, 1.001f))),
                        new Planted("logits off", SOFT_ARGMAX, Pass.BACKWARD, before("x", OpCheckTest::firstOff)),
                        new Planted(
                                "a thousandth of the loss",
                                CLASSIFICATION,
                                Pass.FORWARD,
                                after("loss", OpCheckTest::firstOff)),
                        new Planted(
                                "targets moved", CLASSIFICATION, Pass.FORWARD, before("target", a -> plus(a, 1e-3f))),
                        new Planted(
                                "targets moved", CLASSIFICATION, Pass.BACKWARD, before("target", a -> plus(a, 1e-4f))),
                        new Planted("half a pixel off", crop(), Pass.FORWARD, before("transform", a -> plus(a, 0.5f))),
                        new Planted("no bias", crop(), Pass.FORWARD, before("colour", OpCheckTest::zeros)))
                .map(p -> Arguments.of(p.name() + ": " + new OpCase(p.op(), p.pass()), p));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void findsThePlantedFault(String name, Planted planted) {
        List<Expectation> expectations = Expectation.of(new OpCase(planted.op(), planted.pass()), 7);
        try (Backend backend = new FaultyBackend(planted.fault())) {
            CheckFailedException error = assertThrows(
                    CheckFailedException.class,
                    () -> expectations.forEach(e -> OpCheck.check(e, backend, backend.name())),
                    name);
            assertTrue(error.getMessage().contains(planted.op().describe()), error.getMessage());
            assertTrue(error.getMessage().contains("seed"), error.getMessage());
            assertFalse(error.getMessage().contains("\n"), error.getMessage());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void acceptsTheSameWithoutFault(String name, Planted planted) {
        try (Backend backend = new FaultyBackend(new Fault() {})) {
            Expectation.of(new OpCase(planted.op(), planted.pass()), 7)
                    .forEach(e -> OpCheck.check(e, backend, backend.name()));
        }
    }

    private static Op loss() {
        return new ElementwiseLoss(Shape.of(3, 10), LossFunction.SQUARED, false, 0.25f);
    }

    private static Op crop() {
        return new CropResize(Shape.of(2, 6, 7, 3), 4000, 4, CropResize.Border.ZERO);
    }

    private static Fault before(String value, UnaryOperator<float[]> change) {
        return new Fault() {
            @Override
            public void before(FaultyPlan plan) {
                plan.change(value, change);
            }
        };
    }

    private static Fault after(String value, UnaryOperator<float[]> change) {
        return new Fault() {
            @Override
            public void after(FaultyPlan plan) {
                plan.change(value, change);
            }
        };
    }

    private static Fault straying() {
        return new Fault() {
            @Override
            public boolean strays() {
                return true;
            }
        };
    }

    private static Fault secondRunDiffers() {
        return new Fault() {
            @Override
            public void after(FaultyPlan plan) {
                if (plan.runs() == 2) {
                    plan.change("y", a -> map(a, Math::nextUp));
                }
            }
        };
    }

    private interface FloatMap {
        float of(float value);
    }

    private static float[] map(float[] values, FloatMap map) {
        float[] mapped = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            mapped[i] = map.of(values[i]);
        }
        return mapped;
    }

    private static float[] zeros(float[] values) {
        return new float[values.length];
    }

    private static float[] times(float[] values, float factor) {
        return map(values, v -> v * factor);
    }

    private static float[] plus(float[] values, float summand) {
        return map(values, v -> v + summand);
    }

    private static float[] swapEnds(float[] values) {
        float[] swapped = values.clone();
        swapped[0] = values[values.length - 1];
        swapped[values.length - 1] = values[0] + (values[0] == swapped[0] ? 1 : 0);
        return swapped;
    }

    private static float[] transposed(float[] values) {
        float[] turned = values.clone();
        int side = MAP.h();
        for (int n = 0; n < MAP.n(); n++) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    for (int c = 0; c < MAP.c(); c++) {
                        turned[((n * side + x) * side + y) * MAP.c() + c] =
                                values[((n * side + y) * side + x) * MAP.c() + c];
                    }
                }
            }
        }
        return turned;
    }

    private static float[] lastUnwritten(float[] values) {
        float[] changed = values.clone();
        changed[values.length - 1] = Float.NaN;
        return changed;
    }

    private static float[] firstOff(float[] values) {
        return off(values, 0);
    }

    private static float[] secondOff(float[] values) {
        return off(values, 1);
    }

    private static float[] off(float[] values, int index) {
        float[] changed = values.clone();
        changed[index] = changed[index] * 1.0001f + 1e-5f;
        return changed;
    }

    private static float[] laterLarger(float[] values) {
        float[] changed = values.clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] += i * 1e-5f;
        }
        return changed;
    }
}
