package io.lightmark.check;

import io.lightmark.op.Activate;
import io.lightmark.op.Activation;
import io.lightmark.op.AdamUpdate;
import io.lightmark.op.BatchNorm;
import io.lightmark.op.BatchNormInference;
import io.lightmark.op.Conv2d;
import io.lightmark.op.CoordinateClassificationLoss;
import io.lightmark.op.CropResize;
import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.GaussianNoise;
import io.lightmark.op.JpegCompression;
import io.lightmark.op.Linear;
import io.lightmark.op.MedianFilter;
import io.lightmark.op.MovingAverage;
import io.lightmark.op.Op;
import io.lightmark.op.Pass;
import io.lightmark.op.PointDistanceLoss;
import io.lightmark.op.RandomErasing;
import io.lightmark.op.RmspropUpdate;
import io.lightmark.op.SoftArgmax;
import io.lightmark.op.SqueezeExcite;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * How far a float32 result may be from the oracle's, element by element, with u = 2⁻²⁴.
 *
 * <ul>
 *   <li>Sums of products: {@code 8u · Σ|ab|} forward and {@code 16u · Σ|ab|} backward. The measured worst case of
 *       sequential float32 sums is 3.9u; a fixed relative tolerance rejects correct results where terms cancel. Σ|ab| is
 *       what the oracle computes from absolute values.
 *   <li>Pointwise functions: 4e-6 of the magnitudes involved.
 *   <li>Batch normalisation: see {@link NormLimits}; squeeze-and-excite: see {@link ExciteLimits}; distributions over
 *       bins: see {@link CoordinateLimits}.
 *   <li>Updates: {@code 16u} of the sum of the absolute terms, see {@link #adaptive}; averages: {@code 4u} of both sides.
 *   <li>Medians: equal. Noise: {@code 1e-5} of its deviation. JPEG: a hundredth of a byte, away from ties.
 *   <li>Erased rectangles: {@code 4u} of the greatest byte and spread; what lies outside must not change.
 *   <li>Crops: the error of the coordinates in float32 times the steepest slope of a picture.
 * </ul>
 */
final class Limits {
    static final double U = 0x1p-24;
    private static final double POINTWISE = 4e-6;

    private Limits() {}

    /** The limit per element of each output; all zero where results must be equal. */
    static Map<String, double[]> of(
            OpCase problem, Draw.Kind kind, Map<String, double[]> inputs, Map<String, double[]> expected) {
        if (kind == Draw.Kind.INTEGERS && problem.isExactOnIntegers()) {
            return fill(expected, (name, i) -> 0);
        }
        Op op = problem.op();
        boolean forward = problem.pass() == Pass.FORWARD;
        if (op instanceof Activate activate) {
            return activate(activate, forward, inputs, expected);
        }
        if (op instanceof BatchNorm norm) {
            NormLimits limits = new NormLimits(norm, inputs);
            return forward ? limits.forward(expected) : limits.backward();
        }
        if (op instanceof BatchNormInference norm) {
            return NormLimits.inference(norm, inputs);
        }
        if (op instanceof SqueezeExcite excite) {
            ExciteLimits limits = new ExciteLimits(excite, inputs);
            return forward ? limits.forward() : limits.backward();
        }
        if (op instanceof SoftArgmax softArgmax) {
            return forward
                    ? CoordinateLimits.forward(softArgmax, inputs)
                    : CoordinateLimits.backward(softArgmax, inputs);
        }
        if (op instanceof CoordinateClassificationLoss loss) {
            return forward ? CoordinateLimits.forward(loss, inputs) : CoordinateLimits.backward(loss, inputs);
        }
        if (op instanceof AdamUpdate adam) {
            return adaptive(adam, "moment2", inputs);
        }
        if (op instanceof RmspropUpdate rmsprop) {
            return adaptive(rmsprop, "meanSquare", inputs);
        }
        if (op instanceof MovingAverage) {
            return average(inputs);
        }
        if (op instanceof CropResize crop) {
            return crop(crop, inputs, expected);
        }
        if (op instanceof RandomErasing) {
            return erasing(inputs, expected);
        }
        if (op instanceof GaussianNoise noise) {
            return noise(noise, inputs, expected);
        }
        if (op instanceof JpegCompression jpeg) {
            return jpeg(jpeg, inputs, expected);
        }
        if (op instanceof MedianFilter) {
            return fill(expected, (name, i) -> 0);
        }
        return sums(problem, inputs, roundings(op) * (forward ? 8 * U : 16 * U));
    }

    /** The rule for everything that is a sum of products: convolutions, linear layers, pools, losses, SGD. */
    private static Map<String, double[]> sums(OpCase problem, Map<String, double[]> inputs, double relative) {
        Map<String, double[]> magnitudes = magnitudes(problem, inputs);
        boolean steep = problem.activation() == Activation.HSWISH;
        double own = problem.activation() == Activation.HSIGMOID ? 8 * U : 0;
        return fill(
                magnitudes, (name, i) -> own + relative * (steep ? 1.5 : 1) * Math.abs(Named.get(magnitudes, name)[i]));
    }

    /** How many times more a term is rounded than a product: logarithms and roots twice, powers by their exponent. */
    private static double roundings(Op op) {
        if (op instanceof ElementwiseLoss loss) {
            return switch (loss.function().kind()) {
                case SQUARED, ABSOLUTE, SMOOTH_L1 -> 1;
                case WING, SOFT_WING -> 2;
                case ADAPTIVE_WING -> 8;
            };
        }
        return op instanceof PointDistanceLoss ? 2 : 1;
    }

    /** Σ|ab| of every output of an operation that is a sum of products. */
    static Map<String, double[]> magnitudes(OpCase problem, Map<String, double[]> inputs) {
        return Oracle.run(withoutActivation(problem.op()), problem.pass(), absolute(problem, inputs));
    }

    private static Op withoutActivation(Op op) {
        if (op instanceof Conv2d c) {
            return new Conv2d(c.input(), c.outputChannels(), c.window(), c.bias(), Activation.IDENTITY, c.residual());
        }
        if (op instanceof DepthwiseConv2d d) {
            return new DepthwiseConv2d(d.input(), d.window(), d.bias(), Activation.IDENTITY);
        }
        if (op instanceof Linear l) {
            return new Linear(l.input(), l.outputs(), l.bias(), Activation.IDENTITY);
        }
        return op;
    }

    /**
     * Inputs that make every term positive. The input of a maximum and the two sides of a loss stay, because they choose
     * or cancel; a negative rate turns the update's difference into a sum.
     */
    private static Map<String, double[]> absolute(OpCase problem, Map<String, double[]> inputs) {
        Map<String, double[]> absolute = new HashMap<>();
        boolean chooses = problem.op() instanceof io.lightmark.op.MaxPool;
        inputs.forEach((name, values) -> {
            boolean stays = name.equals("runState")
                    || name.equals("prediction")
                    || name.equals("target")
                    || (chooses && name.equals("x"));
            double sign = name.equals("rate") ? -1 : 1;
            double[] copy = values.clone();
            for (int i = 0; i < copy.length && !stays; i++) {
                copy[i] = sign * Math.abs(copy[i]);
            }
            absolute.put(name, copy);
        });
        return absolute;
    }

    private static Map<String, double[]> activate(
            Activate op, boolean forward, Map<String, double[]> inputs, Map<String, double[]> expected) {
        if (op.activation() != Activation.HSWISH && op.activation() != Activation.HSIGMOID) {
            return fill(expected, (name, i) -> 0);
        }
        double[] x = Named.get(inputs, "x");
        boolean gate = op.activation() == Activation.HSIGMOID;
        return forward
                ? fill(expected, (name, i) -> POINTWISE * (gate ? 1 : Math.abs(x[i])))
                : fill(expected, (name, i) -> POINTWISE * 1.5 * Math.abs(Named.get(inputs, "grad.y")[i]));
    }

    /**
     * Updates that divide by the root of a second moment, all terms taken positive; the moment's relative error enters
     * through its root.
     */
    private static Map<String, double[]> adaptive(Op op, String moment, Map<String, double[]> inputs) {
        Map<String, double[]> absolute = absolute(new OpCase(op, Pass.FORWARD), inputs);
        Map<String, double[]> sums = Oracle.run(op, Pass.FORWARD, absolute);
        Map<String, double[]> actual = Oracle.run(op, Pass.FORWARD, inputs);
        double[] before = Named.get(absolute, "parameter");
        IntToDoubleFunction spread = i -> {
            double ratio = Named.get(sums, moment)[i] / Named.get(actual, moment)[i];
            return ratio * Math.sqrt(ratio);
        };
        return fill(sums, (name, i) -> {
            double sum = Named.get(sums, name)[i];
            return switch (name) {
                case "parameter" -> 8 * U * before[i] + 32 * U * Math.abs(sum - before[i]) * spread.applyAsDouble(i);
                case "velocity" -> 32 * U * sum * spread.applyAsDouble(i);
                default -> 16 * U * sum;
            };
        });
    }

    /** What is rounded is the difference, which the average itself may exceed or fall short of. */
    private static Map<String, double[]> average(Map<String, double[]> inputs) {
        double[] value = Named.get(inputs, "value");
        double[] average = Named.get(inputs, "average");
        return Map.of("average", array(average.length, i -> 4 * U * (Math.abs(value[i]) + Math.abs(average[i]))));
    }

    private static Map<String, double[]> crop(
            CropResize op, Map<String, double[]> inputs, Map<String, double[]> expected) {
        double[] map = Named.get(inputs, "transform");
        double[] colour = Named.get(inputs, "colour");
        int perImage = op.output().length() / op.output().n();
        return fill(expected, (name, i) -> {
            int image = i / perImage;
            double reach = 0;
            for (int row = 0; row < 2; row++) {
                int at = 6 * image + 3 * row;
                reach += Math.abs(map[at]) * op.output().w()
                        + Math.abs(map[at + 1]) * op.output().h()
                        + Math.abs(map[at + 2]);
            }
            double gain = Math.abs(colour[6 * image + i % 3]);
            double coordinates = Double.isFinite(reach) ? 4 * U * (reach + 2) * 255 * gain : 0;
            return coordinates + 16 * U * (255 * gain + Math.abs(colour[6 * image + 3 + i % 3]));
        });
    }

    /** What no rectangle covers must stay as it was. */
    private static Map<String, double[]> erasing(Map<String, double[]> inputs, Map<String, double[]> expected) {
        double[] x = Named.get(inputs, "x");
        return fill(expected, (name, i) -> Named.get(expected, name)[i] == x[i] ? 0 : 4 * U * 2 * 255);
    }

    /** The deviate comes from a logarithm, a root and a cosine in float32. */
    private static Map<String, double[]> noise(
            GaussianNoise op, Map<String, double[]> inputs, Map<String, double[]> expected) {
        double[] x = Named.get(inputs, "x");
        double[] deviation = Named.get(inputs, "deviation");
        int perImage = op.image().length() / op.image().n();
        return fill(
                expected,
                (name, i) -> deviation[i / perImage] == 0
                        ? 0
                        : 1e-5 * deviation[i / perImage]
                                + 2 * U * (Math.abs(x[i]) + Math.abs(Named.get(expected, name)[i])));
    }

    /** A hundredth of a byte; a frequency that is one step off changes pixels by far more. */
    private static Map<String, double[]> jpeg(
            JpegCompression op, Map<String, double[]> inputs, Map<String, double[]> expected) {
        double[] levels = Named.get(inputs, "levels");
        double[] steps = Named.get(inputs, "steps");
        int perImage = op.image().length() / op.image().n();
        return fill(
                expected,
                (name, i) ->
                        steps[JpegCompression.STEPS * (i / perImage)] == 0 ? 0 : 0.01 * levels[2 * (i / perImage)]);
    }

    /** A limit as a function of an output's name and an index. */
    @FunctionalInterface
    interface Rule {
        double limit(String name, int index);
    }

    private static Map<String, double[]> fill(Map<String, double[]> like, Rule rule) {
        Map<String, double[]> limits = new HashMap<>();
        like.forEach((name, values) -> limits.put(name, array(values.length, i -> rule.limit(name, i))));
        return limits;
    }

    /** An array of a function of the index. */
    static double[] array(int length, IntToDoubleFunction element) {
        double[] array = new double[length];
        for (int i = 0; i < length; i++) {
            array[i] = element.applyAsDouble(i);
        }
        return array;
    }
}
