package io.lightmark.check;

import io.lightmark.op.Conv2d;
import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Inputs of a case with what the oracle makes of them and how far others may be from it. Made once, checked on every
 * backend.
 */
public record Expectation(
        OpCase problem,
        Draw.Kind kind,
        long seed,
        Map<String, double[]> inputs,
        Map<String, double[]> outputs,
        Map<String, double[]> limits) {
    private static final int SEEDS = 16;

    /** Small integers where they are exact, and reals always. */
    public static List<Expectation> of(OpCase problem, long seed) {
        List<Expectation> expectations = new ArrayList<>();
        if (problem.isExactOnIntegers()) {
            expectations.add(trusted(problem, Draw.Kind.INTEGERS, seed));
        }
        expectations.add(trusted(problem, Draw.Kind.REALS, seed));
        return expectations;
    }

    /** The first expectation, over a few seeds, with enough outputs that are not zero to show an error. */
    static Expectation trusted(OpCase problem, Draw.Kind kind, long seed) {
        double share = 0;
        for (long attempt = seed; attempt < seed + SEEDS; attempt++) {
            Map<String, double[]> inputs = OpInputs.draw(problem, new Draw(kind, attempt));
            Map<String, double[]> outputs = Oracle.run(problem.op(), problem.pass(), inputs);
            share = nonZeroShare(outputs, reachable(problem, inputs, outputs));
            if (share >= problem.trustedShare()) {
                Map<String, double[]> limits = Limits.of(problem, kind, inputs, outputs);
                return new Expectation(problem, kind, attempt, inputs, outputs, limits);
            }
        }
        throw new CheckFailedException("Mistrusted: " + problem + ", seeds from " + seed + ": expected a share of "
                + problem.trustedShare() + " non-zero outputs, received " + share);
    }

    /** Not zero where an output may be other than zero: in the gradients of a convolution, padding reaches nothing else. */
    private static Map<String, double[]> reachable(
            OpCase problem, Map<String, double[]> inputs, Map<String, double[]> outputs) {
        boolean padded = problem.op() instanceof Conv2d || problem.op() instanceof DepthwiseConv2d;
        return padded && problem.pass() == Pass.BACKWARD ? Limits.magnitudes(problem, inputs) : outputs;
    }

    private static double nonZeroShare(Map<String, double[]> outputs, Map<String, double[]> reachable) {
        long all = 0;
        long nonZero = 0;
        for (Map.Entry<String, double[]> entry : outputs.entrySet()) {
            double[] possible = Named.get(reachable, entry.getKey());
            for (int i = 0; i < possible.length; i++) {
                all += possible == entry.getValue() || possible[i] != 0 ? 1 : 0;
                nonZero += entry.getValue()[i] != 0 ? 1 : 0;
            }
        }
        return (double) nonZero / all;
    }

    @Override
    public String toString() {
        return problem + " " + kind + " seed " + seed;
    }
}
