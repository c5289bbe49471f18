package io.lightmark.check;

import io.lightmark.op.Activate;
import io.lightmark.op.Activation;
import io.lightmark.op.BatchNorm;
import io.lightmark.op.Conv2d;
import io.lightmark.op.CoordinateClassificationLoss;
import io.lightmark.op.CropResize;
import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.Linear;
import io.lightmark.op.MaxPool;
import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import io.lightmark.op.PointDistanceLoss;
import io.lightmark.op.RunState;
import io.lightmark.op.SoftArgmax;
import io.lightmark.op.SqueezeExcite;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Inputs that suit an operation: variances positive, saved results taken from the oracle's own forward pass, reals kept
 * away from the kinks of activations and from ties of maxima, sums scaled so that a saturating activation does not
 * always saturate. Every float32 input is representable in float32.
 */
final class OpInputs {
    /** Least distance of reals from a place where a derivative jumps. */
    static final double KINK_DISTANCE = 1e-3;

    private OpInputs() {}

    /** The read operands of a case. */
    static Map<String, double[]> draw(OpCase problem, Draw draw) {
        Map<String, double[]> inputs = forward(problem.op(), draw);
        if (problem.pass() == Pass.FORWARD) {
            return inputs;
        }
        List<Operand> read = problem.op().operands(Pass.BACKWARD).stream()
                .filter(Operand::isRead)
                .toList();
        Map<String, double[]> all = new HashMap<>(inputs);
        read.stream()
                .filter(Operand::isGradient)
                .forEach(operand ->
                        all.put(operand.name(), draw.array(operand.shape().length())));
        if (read.stream().anyMatch(operand -> !all.containsKey(operand.name()))) {
            Oracle.run(problem.op(), Pass.FORWARD, inputs)
                    .forEach((name, saved) -> all.putIfAbsent(name, rounded(saved)));
        }
        return all;
    }

    /** The read operands of the forward pass. */
    static Map<String, double[]> forward(Op op, Draw draw) {
        if (op instanceof CropResize crop) {
            return CropInputs.draw(crop, draw);
        }
        if (op instanceof SoftArgmax softArgmax) {
            return CoordinateInputs.draw(softArgmax, draw);
        }
        if (op instanceof CoordinateClassificationLoss loss) {
            return CoordinateInputs.draw(loss, draw);
        }
        Map<String, double[]> pixels = PixelInputs.draw(op, draw);
        if (pixels != null) {
            return pixels;
        }
        Map<String, double[]> inputs = new HashMap<>();
        for (Operand operand : op.operands(Pass.FORWARD)) {
            if (operand.isRead()) {
                inputs.put(operand.name(), operand(op, operand, draw));
            }
        }
        if (draw.kind() == Draw.Kind.REALS) {
            leaveKinks(op, inputs);
        }
        return inputs;
    }

    private static double[] operand(Op op, Operand operand, Draw draw) {
        int length = operand.shape().length();
        boolean reals = draw.kind() == Draw.Kind.REALS;
        return switch (operand.name()) {
            case "runningVar", "moment2", "meanSquare" -> draw.between(length, 0.1, 2);
            case "rate" -> draw.between(length, 0.01, 0.1);
            case "factor" -> draw.between(length, 0.1, 1);
            case "target" -> targets(op, length, draw);
            case "gamma" -> awayFromZero(draw.between(length, -3, 3));
            case "runState" -> state(draw);
            case "weight" -> scaled(op, draw, draw.array(length));
            case "bias2" -> draw.between(length, -4, 4);
            case "x" -> reals ? data(op, length, draw) : integers(op, length, draw);
            default -> draw.array(length);
        };
    }

    private static double[] targets(Op op, int length, Draw draw) {
        boolean shares = op instanceof ElementwiseLoss loss && LossInputs.hasShares(loss);
        return shares ? draw.between(length, 0, 1) : draw.array(length);
    }

    /** An activation also meets its kinks, where the chosen derivative must be the one from the left. */
    private static double[] integers(Op op, int length, Draw draw) {
        double[] x = draw.array(length);
        for (int i = 0; i < length && op instanceof Activate; i++) {
            x[i] = draw.integer(-7, 7);
        }
        return x;
    }

    private static double[] data(Op op, int length, Draw draw) {
        if (op instanceof MaxPool) {
            return draw.distinct(length);
        }
        if (op instanceof BatchNorm norm) {
            return offset(draw.array(length), norm.input().c());
        }
        return op instanceof Activate ? draw.between(length, -8, 8) : draw.array(length);
    }

    /** Every fourth channel lies far from 0, where a variance as E[x²] − E[x]² has no digits left. */
    private static double[] offset(double[] x, int channels) {
        for (int i = 0; i < x.length; i++) {
            x[i] = i % channels % 4 == 1 ? (float) (x[i] + 1000) : x[i];
        }
        return x;
    }

    private static double[] awayFromZero(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] + Math.copySign(0.25, values[i]));
        }
        return values;
    }

    private static double[] state(Draw draw) {
        long seed = ((long) draw.integer(-1_000_000, 1_000_000) << 32) + draw.integer(-1_000_000, 1_000_000);
        int[] state = RunState.of(seed, draw.integer(0, 50));
        return Arrays.stream(state).asDoubleStream().toArray();
    }

    /** Weights times the power of two that brings sums to about 3 in front of a saturating activation. */
    private static double[] scaled(Op op, Draw draw, double[] weight) {
        double products = 1;
        Activation activation = Activation.IDENTITY;
        if (op instanceof Conv2d conv) {
            products = conv.window().kernel()
                    * conv.window().kernel()
                    * conv.input().c();
            activation = conv.activation();
        } else if (op instanceof DepthwiseConv2d conv) {
            products = conv.window().kernel() * conv.window().kernel();
            activation = conv.activation();
        } else if (op instanceof Linear linear) {
            products = linear.inputs();
            activation = linear.activation();
        }
        if (activation == Activation.IDENTITY || activation == Activation.RELU) {
            return weight;
        }
        double typical = draw.kind() == Draw.Kind.INTEGERS ? 7.5 : 0.33;
        double scale = Math.scalb(1.0, Math.getExponent(3 / (typical * Math.sqrt(products))));
        for (int i = 0; i < weight.length; i++) {
            weight[i] *= scale;
        }
        return weight;
    }

    private static void leaveKinks(Op op, Map<String, double[]> inputs) {
        if (op instanceof Activate activate) {
            nudge(
                    Named.get(inputs, "x"),
                    Named.get(inputs, "x"),
                    activate.activation().kinks(),
                    i -> 1);
        } else if (op instanceof ElementwiseLoss loss) {
            LossInputs.leaveKinks(loss, inputs);
        } else if (op instanceof PointDistanceLoss loss) {
            LossInputs.leaveKinks(loss, inputs);
        } else if (op instanceof BatchNorm norm) {
            leaveKinks(norm, inputs);
        } else if (op instanceof SqueezeExcite excite) {
            leaveKinks(excite, inputs);
        }
    }

    private static void leaveKinks(BatchNorm op, Map<String, double[]> inputs) {
        double[] x = Named.get(inputs, "x");
        double[] gamma = Named.get(inputs, "gamma");
        BatchNorm affine = new BatchNorm(op.input(), op.epsilon(), op.momentum(), Activation.IDENTITY);
        int channels = op.input().c();
        boolean moved = op.input().rows() > 1;
        for (int round = 0; round < 50 && moved; round++) {
            Map<String, double[]> outputs = Oracle.run(affine, Pass.FORWARD, inputs);
            double[] invStd = Named.get(outputs, "invStd");
            moved = nudge(
                    x,
                    Named.get(outputs, "y"),
                    op.activation().kinks(),
                    i -> gamma[i % channels] * invStd[i % channels]);
        }
    }

    private static void leaveKinks(SqueezeExcite op, Map<String, double[]> inputs) {
        boolean moved = true;
        for (int round = 0; round < 50 && moved; round++) {
            Map<String, double[]> outputs = Oracle.run(op, Pass.FORWARD, inputs);
            double[] bias1 = Named.get(inputs, "bias1");
            double[] bias2 = Named.get(inputs, "bias2");
            boolean hidden = nudgeBias(bias1, Named.get(outputs, "hidden"), Activation.RELU.kinks());
            boolean excite = nudgeBias(bias2, Named.get(outputs, "excite"), Activation.HSIGMOID.kinks());
            moved = hidden || excite;
        }
    }

    private static boolean nudgeBias(double[] bias, double[] sums, double[] kinks) {
        boolean moved = false;
        for (int i = 0; i < sums.length; i++) {
            for (double kink : kinks) {
                if (Math.abs(sums[i] - kink) < KINK_DISTANCE) {
                    bias[i % bias.length] = (float) (bias[i % bias.length] + 2.5 * KINK_DISTANCE);
                    moved = true;
                }
            }
        }
        return moved;
    }

    /** How fast the checked quantity follows the input. */
    @FunctionalInterface
    interface Slope {
        double at(int index);
    }

    /** Moves an input whose checked quantity is at a kink; whether any was. */
    static boolean nudge(double[] input, double[] checked, double[] kinks, Slope slope) {
        boolean moved = false;
        for (int i = 0; i < input.length; i++) {
            for (double kink : kinks) {
                double distance = checked[i] - kink;
                if (Math.abs(distance) < KINK_DISTANCE) {
                    double step = distance < 0 ? -2 * KINK_DISTANCE : 2 * KINK_DISTANCE;
                    input[i] = (float) (input[i] + step / slope.at(i));
                    moved = true;
                }
            }
        }
        return moved;
    }

    private static double[] rounded(double[] values) {
        double[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (float) copy[i];
        }
        return copy;
    }
}
