package io.lightmark.backend.reference;

/** The run state of a step as the integers it is. */
final class ReferenceRunState {
    private ReferenceRunState() {}

    static int[] of(OperandArrays arrays) {
        double[] values = arrays.get("runState");
        int[] state = new int[values.length];
        for (int i = 0; i < state.length; i++) {
            state[i] = (int) values[i];
        }
        return state;
    }
}
