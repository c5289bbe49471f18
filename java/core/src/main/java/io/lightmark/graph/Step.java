package io.lightmark.graph;

import io.lightmark.op.Op;
import io.lightmark.op.Pass;
import java.util.List;

/**
 * One operation of a program applied to values.
 *
 * @param op the operation
 * @param pass its direction
 * @param label where it comes from: the layer's name
 * @param values ids of the values, one per operand of the pass; {@link #OMITTED} for an optional one left out
 */
public record Step(Op op, Pass pass, String label, List<Integer> values) {
    /** Stands for an optional operand that nobody needs. */
    public static final int OMITTED = -1;

    public Step {
        values = List.copyOf(values);
    }
}
