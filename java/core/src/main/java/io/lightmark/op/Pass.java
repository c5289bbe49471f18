package io.lightmark.op;

/** Which direction of an operation a step runs. */
public enum Pass {
    /** Inputs to outputs. */
    FORWARD,
    /** Gradients of the outputs to gradients of the inputs. */
    BACKWARD
}
