package io.lightmark.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lightmark.op.Activation;
import io.lightmark.op.BatchNorm;
import io.lightmark.op.Conv2d;
import io.lightmark.op.CoordinateClassificationLoss;
import io.lightmark.op.CropResize;
import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.Dropout;
import io.lightmark.op.FlattenChannels;
import io.lightmark.op.Linear;
import io.lightmark.op.MaxPool;
import io.lightmark.op.Op;
import io.lightmark.op.Pass;
import io.lightmark.op.SoftArgmax;
import io.lightmark.op.SqueezeExcite;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle itself on problems small enough to work out by hand. */
final class OracleTest {
    @Test
    void everyOperationHasCases() {
        Set<String> all = Arrays.stream(Op.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
        Set<String> covered = OpCases.covering().stream()
                .map(op -> op.getClass().getSimpleName())
                .collect(Collectors.toSet());
        assertEquals(all, covered);
    }

    @Test
    void convolutionSlidesACorrelation() {
        Op op = new Conv2d(Shape.of(1, 2, 3, 1), 1, new Window(2, 1, 0), true, Activation.RELU, true);
        double[] y = Oracle.run(
                        op,
                        Pass.FORWARD,
                        Map.of(
                                "x", numbers(1, 2, 3, 4, 5, 6),
                                "weight", numbers(1, 0, 0, -1),
                                "bias", numbers(5),
                                "residual", numbers(10, -20)))
                .get("y");
        assertArrayEquals(numbers(1 - 5 + 5 + 10, 2 - 6 + 5 - 20), y);
    }

    @Test
    void weightsAreHwio() {
        Op op = Conv2d.linear(Shape.of(1, 1, 1, 2), 3, Window.same(1, 1), false);
        double[] y = Oracle.run(op, Pass.FORWARD, Map.of("x", numbers(1, 10), "weight", numbers(1, 2, 3, 4, 5, 6)))
                .get("y");
        assertArrayEquals(numbers(41, 52, 63), y);
    }

    @Test
    void paddingIsZeroAndStrideCountsFromTheFirstWindow() {
        Op op = DepthwiseConv2d.linear(Shape.of(1, 3, 3, 1), Window.same(3, 2), false);
        double[] ones = new double[9];
        Arrays.fill(ones, 1);
        double[] x = numbers(1, 2, 3, 4, 5, 6, 7, 8, 9);
        double[] y =
                Oracle.run(op, Pass.FORWARD, Map.of("x", x, "weight", ones)).get("y");
        assertArrayEquals(numbers(1 + 2 + 4 + 5, 2 + 3 + 5 + 6, 4 + 5 + 7 + 8, 5 + 6 + 8 + 9), y);
    }

    @Test
    void linearLayersTakeWeightsInByOut() {
        Op op = new Linear(Shape.of(1, 2), 2, true, Activation.IDENTITY);
        double[] y = Oracle.run(
                        op,
                        Pass.FORWARD,
                        Map.of("x", numbers(1, 10), "weight", numbers(1, 2, 3, 4), "bias", numbers(100, 200)))
                .get("y");
        assertArrayEquals(numbers(131, 242), y);
    }

    @Test
    void normalisationUsesTheBiasedVarianceAndKeepsTheUnbiasedOne() {
        Op op = new BatchNorm(Shape.of(4, 1), 0.75f, 0.5f, Activation.IDENTITY);
        Map<String, double[]> out = Oracle.run(
                op,
                Pass.FORWARD,
                Map.of(
                        "x", numbers(1, 2, 3, 4),
                        "gamma", numbers(2),
                        "beta", numbers(1),
                        "runningMean", numbers(0),
                        "runningVar", numbers(1)));
        double invStd = 1 / Math.sqrt(1.25 + 0.75);
        assertArrayEquals(numbers(2.5), out.get("mean"));
        assertArrayEquals(numbers(invStd), out.get("invStd"), 1e-15);
        assertArrayEquals(numbers(1.25), out.get("runningMean"));
        assertArrayEquals(numbers(1 + 0.5 * (5.0 / 3 - 1)), out.get("runningVar"), 1e-15);
        assertEquals(1 + 2 * (1 - 2.5) * invStd, out.get("y")[0], 1e-15);
    }

    @Test
    void oneRowHasNoVariance() {
        Op op = new BatchNorm(Shape.of(1, 1), 1, 1, Activation.IDENTITY);
        Map<String, double[]> out = Oracle.run(
                op,
                Pass.FORWARD,
                Map.of(
                        "x", numbers(7),
                        "gamma", numbers(2),
                        "beta", numbers(3),
                        "runningMean", numbers(0),
                        "runningVar", numbers(5)));
        assertArrayEquals(numbers(3), out.get("y"));
        assertArrayEquals(numbers(0), out.get("runningVar"));
    }

    @Test
    void theFirstMaximumTakesTheGradient() {
        Op op = new MaxPool(Shape.of(1, 2, 2, 1), new Window(2, 1, 1));
        double[] x = numbers(-3, -3, -5, -3);
        double[] y = Oracle.run(op, Pass.FORWARD, Map.of("x", x)).get("y");
        assertArrayEquals(numbers(-3, -3, -3, -3, -3, -3, -5, -3, -3), y);
        double[] gradient = Oracle.run(
                        op, Pass.BACKWARD, Map.of("x", x, "grad.y", numbers(1, 2, 4, 8, 16, 32, 64, 128, 256)))
                .get("grad.x");
        assertArrayEquals(numbers(1 + 2 + 8 + 16, 4 + 32, 64, 128 + 256), gradient);
    }

    @Test
    void theGateIsAnHSigmoid() {
        Op op = new SqueezeExcite(Shape.of(1, 1, 2, 1), 1);
        Map<String, double[]> out = Oracle.run(
                op,
                Pass.FORWARD,
                Map.of(
                        "x", numbers(2, 4),
                        "weight1", numbers(2),
                        "bias1", numbers(-5),
                        "weight2", numbers(3),
                        "bias2", numbers(-1.5)));
        assertArrayEquals(numbers(3), out.get("pooled"));
        assertArrayEquals(numbers(1), out.get("hidden"));
        assertArrayEquals(numbers(1.5), out.get("excite"));
        assertArrayEquals(numbers(1.5, 3), out.get("y"));
    }

    @Test
    void channelsBecomeRows() {
        double[] y = Oracle.run(
                        new FlattenChannels(Shape.of(1, 1, 3, 2)),
                        Pass.FORWARD,
                        Map.of("x", numbers(1, 10, 2, 20, 3, 30)))
                .get("y");
        assertArrayEquals(numbers(1, 2, 3, 10, 20, 30), y);
    }

    @Test
    void expectationsAreOfBinCentres() {
        Shape logits = Shape.of(1, 1, 1, 4);
        double even = Math.log(3);
        Map<String, double[]> x = Map.of("x", numbers(1000, 1000 + even, -5, -5), "grad.y", numbers(2, 0));
        assertArrayEquals(
                numbers(-0.5 * 0.25 + 0.5 * 0.75, 0),
                Oracle.run(new SoftArgmax(logits, 1), Pass.FORWARD, x).get("y"),
                1e-12);
        assertArrayEquals(
                numbers(-2 * 0.25 * 0.75, 2 * 0.75 * 0.25, 0, 0),
                Oracle.run(new SoftArgmax(logits, 1), Pass.BACKWARD, x).get("grad.x"),
                1e-12);
    }

    @ParameterizedTest(name = "target {0}: centre {1}")
    @CsvSource({"0.5, 0.5", "1, 0.5", "1e30, 0.5", "-3, -0.5", "0, 0"})
    void targetsBeyondTheLastCentreLieThere(double target, double place) {
        double far = 50;
        Op op = new CoordinateClassificationLoss(Shape.of(1, 1, 1, 4), 1, 0.5f, 3);
        double[] loss = Oracle.run(
                        op,
                        Pass.FORWARD,
                        Map.of("prediction", numbers(-far, far, -far, far), "target", numbers(target, 0.5)))
                .get("loss");
        double lower = Math.exp(-2 * (place + 0.5) * (place + 0.5));
        double upper = Math.exp(-2 * (place - 0.5) * (place - 0.5));
        double q = upper / (lower + upper);
        double ofTwo = (1 - q) * (Math.log(1 - q) + 2 * far) + q * Math.log(q) + 3 * (0.5 - place);
        double r = 1 / (1 + Math.exp(-2));
        double ofOther = (1 - r) * (Math.log(1 - r) + 2 * far) + r * Math.log(r);
        assertEquals((ofTwo + ofOther) / 2, loss[0], 1e-9);
    }

    @Test
    void dropoutKeepsItsShareAndItsMean() {
        int size = 40_000;
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        double[] y = Oracle.run(
                        new Dropout(Shape.of(size), 0.25f, 3),
                        Pass.FORWARD,
                        Map.of("x", ones, "runState", numbers(1, 0, 0, 0)))
                .get("y");
        assertEquals(0.75, Arrays.stream(y).filter(v -> v != 0).count() / (double) size, 0.01);
        assertEquals(1, Arrays.stream(y).average().orElseThrow(), 0.015);
        assertEquals(1 / 0.75, Arrays.stream(y).max().orElseThrow(), 1e-12);
    }

    @ParameterizedTest(name = "x {0} {1}: {2}")
    @CsvSource({
        "0.5, ZERO, 10",
        "1, ZERO, 15",
        "1.25, ZERO, 17.5",
        "0, ZERO, 5",
        "-0.5, ZERO, 0",
        "-0.25, REPLICATE, 10",
        "0, REPLICATE, 10",
        "3, ZERO, 15",
        "3, REPLICATE, 30",
        "1e30, REPLICATE, 30",
        "-1e30, REPLICATE, 10",
        "1e30, ZERO, 0",
        "1e39, REPLICATE, 0",
        "NaN, REPLICATE, 0"
    })
    void pictureBetweenPixels(double x, CropResize.Border border, double expected) {
        Op op = new CropResize(Shape.of(1, 1, 1, 3), 9, 1, border);
        double[] y = Oracle.run(
                        op,
                        Pass.FORWARD,
                        Map.of(
                                "source", numbers(10, 110, 210, 20, 120, 220, 30, 130, 230),
                                "geometry", numbers(0, 0, 1, 3),
                                "transform", numbers(0, 0, x, 0, 0, 0.5),
                                "colour", numbers(1, 1, 1, 0, 0, 0)))
                .get("y");
        assertEquals(expected, y[0], 1e-12);
    }

    @Test
    void samplesAreAveragedWhenThePictureShrinks() {
        Op op = new CropResize(Shape.of(1, 1, 1, 3), 12, 4, CropResize.Border.ZERO);
        double[] y = Oracle.run(
                        op,
                        Pass.FORWARD,
                        Map.of(
                                "source", numbers(1, 10, 100, 2, 20, 200, 3, 30, 40, 4, 50, 60),
                                "geometry", numbers(0, 0, 2, 2),
                                "transform", numbers(2.00005, 0, 0, 0, 2, 0),
                                "colour", numbers(2, 1, 1, 0.5, 0, 0)))
                .get("y");
        assertEquals(2 * 2.5 + 0.5, y[0], 1e-3, "two samples per axis fall on the four pixels");
        assertEquals(27.5, y[1], 1e-2);
    }

    @ParameterizedTest(name = "offset {0} {1}, {2} x {3}")
    @CsvSource({
        "0, 0, 0, 1",
        "0, 0, 1, -1",
        "-1, -1, 1, 1",
        "0, 1, 1, 1",
        "7, 0, 1, 1",
        "0, 0, 2147483647, 2147483647",
        "0, 0, 2, 2"
    })
    void aPictureThatDoesNotFitIsBlack(int low, int high, int height, int width) {
        Op op = new CropResize(Shape.of(1, 1, 1, 3), 9, 1, CropResize.Border.REPLICATE);
        double[] y = Oracle.run(
                        op,
                        Pass.FORWARD,
                        Map.of(
                                "source", numbers(9, 9, 9, 9, 9, 9, 9, 9, 9),
                                "geometry", numbers(low, high, height, width),
                                "transform", numbers(1, 0, 0, 0, 1, 0),
                                "colour", numbers(1, 1, 1, -2, -3, -4)))
                .get("y");
        assertArrayEquals(numbers(-2, -3, -4), y);
    }

    private static double[] numbers(double... values) {
        return values;
    }
}
