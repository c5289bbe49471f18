package io.lightmark.check;

import io.lightmark.op.CoordinateBins;
import io.lightmark.op.CoordinateClassificationLoss;
import io.lightmark.op.Pass;
import io.lightmark.op.SoftArgmax;
import java.util.HashMap;
import java.util.Map;

/**
 * Logits and targets of coordinates. Rows of logits by turns: over many powers of e; the same, a thousand up, where an
 * exponential overflows unless the greatest is subtracted; one peak far above all others; nearly equal. Targets within the
 * reach, a little beyond, and far beyond; no expectation is so near its target that float32 may take the other side.
 */
final class CoordinateInputs {
    private static final int ROW_KINDS = 4;
    private static final int TARGET_KINDS = 5;

    private CoordinateInputs() {}

    static Map<String, double[]> draw(SoftArgmax op, Draw draw) {
        return Map.of("x", logits(op.rows(), op.bins().count(), draw));
    }

    static Map<String, double[]> draw(CoordinateClassificationLoss op, Draw draw) {
        double[] prediction = logits(op.rows(), op.bins().count(), draw);
        double[] target = new double[op.rows()];
        for (int row = 0; row < target.length; row++) {
            target[row] = target(row % TARGET_KINDS, op.reach(), draw);
        }
        leaveKinks(op, prediction, target);
        Map<String, double[]> inputs = new HashMap<>();
        inputs.put("prediction", prediction);
        inputs.put("target", target);
        return inputs;
    }

    private static double[] logits(int rows, int bins, Draw draw) {
        double[] logits = new double[rows * bins];
        for (int row = 0; row < rows; row++) {
            int peak = draw.integer(0, bins - 1);
            for (int bin = 0; bin < bins; bin++) {
                logits[row * bins + bin] = switch (row % ROW_KINDS) {
                    case 1 -> (float) (1000 + draw.between(-8, 8));
                    case 2 -> (float) (draw.between(-8, 8) + (bin == peak ? 150 : 0));
                    case 3 -> draw.between(-0.1, 0.1);
                    default -> draw.between(-8, 8);
                };
            }
        }
        return logits;
    }

    private static double target(int kind, double reach, Draw draw) {
        return switch (kind) {
            case 2 -> (float) Math.copySign(1e30, draw.between(-1, 1));
            case 3 -> (float) Math.copySign(draw.between(reach, 2 * reach), draw.between(-1, 1));
            default -> draw.between(-reach, reach);
        };
    }

    private static void leaveKinks(CoordinateClassificationLoss op, double[] prediction, double[] target) {
        CoordinateBins bins = op.bins();
        double[] expected = Named.get(
                Oracle.run(new SoftArgmax(op.input(), op.reach()), Pass.FORWARD, Map.of("x", prediction)), "y");
        for (int row = 0; row < target.length; row++) {
            double error = expected[row] - bins.place(target[row]) * bins.width();
            if (Math.abs(error) < OpInputs.KINK_DISTANCE) {
                target[row] = (float) (expected[row] - Math.copySign(2 * OpInputs.KINK_DISTANCE, expected[row]));
            }
        }
    }
}
