package io.lightmark.backend.reference;

import java.util.Map;

/**
 * The arrays of one step by operand name. Every operand has one: a gradient that nobody asked for gets an array that
 * nobody reads, so that kernels need not ask.
 */
record OperandArrays(Map<String, double[]> byName) {
    OperandArrays {
        byName = Map.copyOf(byName);
    }

    double[] get(String operand) {
        double[] array = byName.get(operand);
        if (array == null) {
            throw new IllegalArgumentException("Expected one of the operands " + byName.keySet() + ", received '"
                    + operand + "'. Fix: use the operand names of the operation's record.");
        }
        return array;
    }
}
