package io.lightmark.benchmarks.jmh;

import io.lightmark.op.Op;
import io.lightmark.op.Pass;
import java.util.Locale;

/** One direction of one operation: what a single benchmark runs. */
public record OpProblem(Op op, Pass pass) {
    /** The problem in one line, which names it: {@code forward conv n1 h24 w24 c16>96 k1 s1 p0 bias relu}. */
    public String describe() {
        return pass.name().toLowerCase(Locale.ROOT) + " " + op.describe();
    }

    public long multiplyAdds() {
        return op.multiplyAdds(pass);
    }

    /** Bytes that a run must at least move. */
    public long bytes() {
        return op.bytes(pass);
    }
}
