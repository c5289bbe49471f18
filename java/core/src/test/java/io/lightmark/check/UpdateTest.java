package io.lightmark.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lightmark.op.AdamUpdate;
import io.lightmark.op.GradientNorm;
import io.lightmark.op.MovingAverage;
import io.lightmark.op.Op;
import io.lightmark.op.Pass;
import io.lightmark.op.RmspropUpdate;
import io.lightmark.op.RunState;
import io.lightmark.op.SgdUpdate;
import io.lightmark.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Optimisers over many steps against loops as the textbooks write them, one scalar at a time. */
final class UpdateTest {
    private static final int SIZE = 5;
    private static final int STEPS = 30;

    /** How a textbook moves one number. */
    private interface Rule {
        double[] step(double p, double[] state, double gradient, double rate, int t);
    }

    @ParameterizedTest(name = "momentum {0}, decay {1}, scale {2}")
    @CsvSource({"0, 0, 1", "0.9, 0, 1", "0.9, 0.0005, 1", "0.5, 0.1, 2", "0, 0.1, 0"})
    void sgd(float momentum, float decay, float scale) {
        compare(
                new SgdUpdate(Shape.of(SIZE), momentum, decay, scale),
                new String[] {"velocity"},
                (p, state, gradient, rate, t) -> {
                    double velocity = momentum * state[0] + (gradient + decay * p);
                    return new double[] {p - rate * scale * velocity, velocity};
                });
    }

    @ParameterizedTest(name = "beta {0} {1}, decay {2} decoupled {3}, scale {4}")
    @CsvSource({
        "0.9, 0.999, 0, false, 1",
        "0.9, 0.999, 0.0004, false, 2",
        "0.9, 0.999, 0.01, true, 1",
        "0, 0.9, 0.1, true, 0.5",
        "0.5, 0, 0.1, false, 1"
    })
    void adam(float beta1, float beta2, float decay, boolean decoupled, float scale) {
        float epsilon = 1e-8f;
        compare(
                new AdamUpdate(Shape.of(SIZE), beta1, beta2, epsilon, decay, decoupled, scale),
                new String[] {"moment1", "moment2"},
                (p, state, gradient, rate, t) -> {
                    double alpha = rate * scale;
                    double g = decoupled ? gradient : gradient + decay * p;
                    double m = beta1 * state[0] + (1.0 - beta1) * g;
                    double v = beta2 * state[1] + (1.0 - beta2) * g * g;
                    double mHat = m / (1 - Math.pow(beta1, t));
                    double vHat = v / (1 - Math.pow(beta2, t));
                    double shrunk = decoupled ? p * (1 - alpha * decay) : p;
                    return new double[] {shrunk - alpha * mHat / (Math.sqrt(vHat) + epsilon), m, v};
                });
    }

    @ParameterizedTest(name = "smoothing {0}, momentum {1}, decay {2}, scale {3}")
    @CsvSource({"0.99, 0, 0, 1", "0.9, 0.9, 0, 1", "0.99, 0.5, 0.01, 2", "0, 0, 0.1, 0"})
    void rmsprop(float smoothing, float momentum, float decay, float scale) {
        float epsilon = 1e-3f;
        compare(
                new RmspropUpdate(Shape.of(SIZE), smoothing, epsilon, momentum, decay, scale, false),
                new String[] {"meanSquare", "velocity"},
                (p, state, gradient, rate, t) -> {
                    double g = gradient + decay * p;
                    double square = smoothing * state[0] + (1.0 - smoothing) * g * g;
                    double velocity = momentum * state[1] + g / (Math.sqrt(square) + epsilon);
                    return new double[] {p - rate * scale * velocity, square, velocity};
                });
    }

    /** A clipped update is the plain one of a gradient times the factor. */
    @Test
    void clippedUpdatesScaleTheGradient() {
        Shape shape = Shape.of(SIZE);
        Map<Op, Op> plainByClipped = Map.of(
                new SgdUpdate(shape, 0.9f, 0.01f, 2, true), new SgdUpdate(shape, 0.9f, 0.01f, 2, false),
                new AdamUpdate(shape, 0.9f, 0.99f, 1e-8f, 0.01f, false, 1, true),
                        new AdamUpdate(shape, 0.9f, 0.99f, 1e-8f, 0.01f, false, 1, false),
                new RmspropUpdate(shape, 0.9f, 1e-8f, 0.5f, 0.01f, 1, true),
                        new RmspropUpdate(shape, 0.9f, 1e-8f, 0.5f, 0.01f, 1, false));
        plainByClipped.forEach((clipped, plain) -> {
            Map<String, double[]> inputs =
                    OpInputs.draw(new OpCase(clipped, Pass.FORWARD), new Draw(Draw.Kind.REALS, 4));
            double factor = inputs.get("factor")[0];
            Map<String, double[]> scaled = new HashMap<>(inputs);
            scaled.put(
                    "gradient",
                    Arrays.stream(inputs.get("gradient")).map(g -> factor * g).toArray());
            Map<String, double[]> expected = Oracle.run(plain, Pass.FORWARD, scaled);
            Oracle.run(clipped, Pass.FORWARD, inputs)
                    .forEach((name, received) ->
                            assertArrayEquals(expected.get(name), received, 1e-15, clipped.describe() + " " + name));
        });
    }

    /** The norm of (3), (4, 12) is 13. */
    @ParameterizedTest
    @CsvSource({"6.5, 0.5", "13.1, 1", "1e6, 1"})
    void gradientsAreShortenedToTheGreatestNorm(float greatest, double factor) {
        Op op = new GradientNorm(List.of(Shape.of(1), Shape.of(2)), greatest);
        Map<String, double[]> inputs = Map.of("gradient0", new double[] {3}, "gradient1", new double[] {-4, 12});
        assertEquals(factor, Oracle.run(op, Pass.FORWARD, inputs).get("factor")[0], 1e-6);
    }

    /** The ramp first, the decay once the ramp has passed it. */
    @ParameterizedTest(name = "decay {0}")
    @ValueSource(floats = {0, 0.5f, 0.999f})
    void average(float decay) {
        double average = 1;
        double[] received = {1};
        for (int step = 0; step < 9000; step++) {
            double value = Math.sin(step);
            double kept = Math.min(decay, (1.0 + step) / (10.0 + step));
            average = kept * average + (1 - kept) * value;
            Map<String, double[]> inputs = new HashMap<>();
            inputs.put("value", new double[] {value});
            inputs.put("average", received);
            inputs.put("runState", new double[] {1, 0, step, 0});
            received = Oracle.run(new MovingAverage(Shape.of(1), decay), Pass.FORWARD, inputs)
                    .get("average");
            assertEquals(average, received[0], 1e-9, "decay " + decay + ", step " + step);
        }
    }

    private static void compare(Op op, String[] states, Rule rule) {
        SplittableRandom random = new SplittableRandom(3);
        double[] parameter = random.doubles(SIZE, -1, 1).toArray();
        double[][] expected = new double[SIZE][];
        Map<String, double[]> values = new HashMap<>();
        values.put("parameter", parameter.clone());
        for (String state : states) {
            values.put(state, new double[SIZE]);
        }
        for (int i = 0; i < SIZE; i++) {
            expected[i] = new double[1 + states.length];
            expected[i][0] = parameter[i];
        }
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = random.doubles(SIZE, -1, 1).toArray();
            double rate = 0.01 * (1 + step % 3);
            values.put("gradient", gradient);
            values.put("rate", new double[] {rate});
            values.put(
                    "runState",
                    Arrays.stream(RunState.of(1, step)).asDoubleStream().toArray());
            values.putAll(Oracle.run(op, Pass.FORWARD, values));
            for (int i = 0; i < SIZE; i++) {
                double[] state = Arrays.copyOfRange(expected[i], 1, expected[i].length);
                expected[i] = rule.step(expected[i][0], state, gradient[i], rate, step + 1);
                String where = op.describe() + " step " + step + " element " + i;
                assertEquals(expected[i][0], values.get("parameter")[i], 1e-12, where);
                for (int s = 0; s < states.length; s++) {
                    assertEquals(expected[i][s + 1], values.get(states[s])[i], 1e-12, where + " " + states[s]);
                }
            }
        }
    }
}
