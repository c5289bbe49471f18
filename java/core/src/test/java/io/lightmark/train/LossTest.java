package io.lightmark.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.backend.reference.ReferenceBackend;
import io.lightmark.backend.reference.ReferencePlan;
import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.LossFunction;
import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import io.lightmark.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the losses of recipes come to for two pictures of three landmarks, by hand. */
class LossTest {
    private static final Shape SHAPE = Shape.of(2, 6);
    private static final double[] TARGET = {0, 0, 4, 3, 1, 1, 0, 0, 0, 2, 1, 1};

    /** Distances 5, 0, 1 in the first picture, 2, 0, 5 in the second; the lengths from point 0 to point 1 are 5 and 2. */
    private static final double[] PREDICTION = {3, 4, 4, 3, 1, 2, 0, -2, 0, 2, 5, 4};

    private static final PointWeights WEIGHTS = new PointWeights(List.of(1f, 2f, 3f));

    private record Result(double loss, double[] gradient) {}

    private static Result evaluate(Loss loss) {
        return evaluate(loss, TARGET);
    }

    private static Result evaluate(Loss loss, double[] target) {
        return new Result(
                run(loss, target, Pass.FORWARD, "loss")[0], run(loss, target, Pass.BACKWARD, "grad.prediction"));
    }

    private static double[] run(Loss loss, double[] target, Pass pass, String result) {
        Op op = loss.loss(SHAPE);
        Program.Builder builder = new Program.Builder();
        Map<String, Value> values = new HashMap<>();
        for (Operand operand : op.operands(pass)) {
            Value.Role role = operand.isWritten() ? Value.Role.OUTPUT : Value.Role.INPUT;
            values.put(operand.name(), builder.value(operand.name(), operand.shape(), role));
        }
        builder.step("loss", op, pass, values);
        try (ReferenceBackend backend = new ReferenceBackend();
                ReferencePlan plan = backend.plan(builder.build())) {
            System.arraycopy(PREDICTION, 0, plan.values(values.get("prediction")), 0, PREDICTION.length);
            System.arraycopy(target, 0, plan.values(values.get("target")), 0, target.length);
            loss.constants().forEach((name, contents) -> {
                for (int i = 0; i < contents.size(); i++) {
                    plan.values(values.get(name))[i] = contents.get(i);
                }
            });
            plan.runSteps();
            return plan.values(values.get(result)).clone();
        }
    }

    @Test
    void meansAreOverAllCoordinates() {
        assertEquals((3 + 4 + 1 + 2 + 4 + 3) / 12.0, evaluate(new Loss.Mean(LossFunction.ABSOLUTE)).loss, 1e-7);
        assertEquals((9 + 16 + 1 + 4 + 16 + 9) / 12.0, evaluate(new Loss.Mean(LossFunction.SQUARED)).loss, 1e-6);
    }

    @Test
    void weightedMeansDivideByTheWeights() {
        Result result = evaluate(new Loss.Mean(LossFunction.ABSOLUTE, WEIGHTS, 5));
        assertEquals(5 * (3 + 4 + 3 * 1 + 2 + 3 * (4 + 3)) / (2 * 2 * 6.0), result.loss, 1e-6);
        double one = 5 / 24.0;
        assertArrayEquals(
                new double[] {one, one, 0, 0, 0, 3 * one, 0, -one, 0, 0, 3 * one, 3 * one}, result.gradient, 1e-7);
        PointWeights equal = new PointWeights(List.of(7f, 7f, 7f));
        assertEquals(
                evaluate(new Loss.Mean(LossFunction.SMOOTH_L1)).loss,
                evaluate(new Loss.Mean(LossFunction.SMOOTH_L1, equal, 1)).loss,
                1e-6);
    }

    @Test
    void distancesAreDividedByTheLengthOfTheirPicture() {
        assertEquals(13 / 6.0, evaluate(Loss.MeanDistance.PLAIN).loss, 1e-6);
        Result result = evaluate(new Loss.MeanDistance(0, 1, PointWeights.EQUAL, 1));
        assertEquals((6 / 5.0 + 7 / 2.0) / 6, result.loss, 1e-6);
        double first = 1 / 5.0 / 6;
        double second = 1 / 2.0 / 6;
        assertArrayEquals(
                new double[] {0.6 * first, 0.8 * first, 0, 0, 0, first, 0, -second, 0, 0, 0.8 * second, 0.6 * second},
                result.gradient,
                1e-7);
        Result weighted = evaluate(new Loss.MeanDistance(0, 1, WEIGHTS, 2));
        assertEquals(2 * ((5 + 3 * 1) / 5.0 + (2 + 3 * 5) / 2.0) / (2 * 6), weighted.loss, 1e-6);
    }

    @Test
    void twoLandmarksOnOneSpotDoNotMakeTheLossInfinite() {
        double[] target = TARGET.clone();
        target[2] = 0;
        target[3] = 0;
        Result result = evaluate(new Loss.MeanDistance(0, 1, PointWeights.EQUAL, 1), target);
        assertEquals(((5 + 5 + 1) / 0.01 + 7 / 2.0) / 6, result.loss, 1e-3);
    }

    @Test
    void theErrorByTheEyesTakesThemFromTheKindOfLandmarks() {
        Shape five = Shape.of(2, 10);
        assertEquals(
                new Loss.MeanDistance(0, 1, PointWeights.EQUAL, 1).loss(five), new Loss.InterOcularError().loss(five));
        Shape dense = Shape.of(2, 136);
        assertEquals(
                new Loss.MeanDistance(36, 45, PointWeights.EQUAL, 1).loss(dense),
                new Loss.InterOcularError().loss(dense));
        String message = assertThrows(IllegalArgumentException.class, () -> new Loss.InterOcularError().loss(SHAPE))
                .getMessage();
        assertTrue(message.contains("received 3 landmarks"), message);
    }

    @Test
    void adaptiveWingIsForHeatMaps() {
        Loss loss = new Loss.Mean(LossFunction.ADAPTIVE_WING);
        String message = assertThrows(IllegalArgumentException.class, () -> loss.loss(SHAPE))
                .getMessage();
        assertTrue(message.startsWith("Expected heat maps") && message.contains(". Fix: "), message);
        Shape maps = Shape.of(2, 4, 5, 3);
        assertEquals(ElementwiseLoss.mean(maps, LossFunction.ADAPTIVE_WING), loss.loss(maps), "over all pixels");
        assertThrows(
                IllegalArgumentException.class,
                () -> new Loss.Mean(LossFunction.ADAPTIVE_WING, WEIGHTS, 1).loss(maps),
                "weights of landmarks");
    }

    @Test
    void weightsMustFitTheLandmarks() {
        PointWeights two = new PointWeights(List.of(1f, 1f));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> new Loss.Mean(LossFunction.WING, two, 1).loss(SHAPE))
                .getMessage();
        assertTrue(message.contains("each of 3 landmarks, received 2"), message);
        for (List<Float> wrong : List.of(List.of(0f, 0f), List.of(-1f, 2f), List.of(Float.NaN, 1f))) {
            assertThrows(IllegalArgumentException.class, () -> new PointWeights(wrong), wrong.toString());
        }
    }
}
