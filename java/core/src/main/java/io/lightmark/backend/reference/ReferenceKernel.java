package io.lightmark.backend.reference;

import io.lightmark.op.Op;
import io.lightmark.op.Pass;

/** Both passes of one kind of operation, exactly as its record's Javadoc defines them. */
@FunctionalInterface
interface ReferenceKernel<O extends Op> {
    /** Computes the operation's outputs from its inputs. */
    void run(O op, Pass pass, OperandArrays arrays);
}
