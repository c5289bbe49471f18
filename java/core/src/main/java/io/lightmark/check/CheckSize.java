package io.lightmark.check;

import io.lightmark.op.Op;
import java.util.List;

/** How much of the suite runs. */
public enum CheckSize {
    /** A few small problems of every operation. */
    SMALL,
    /** Every pair of sizes and attributes. */
    COVERING,
    /** Every size, channel count and batch up to a limit of work, after the pairs. */
    ALL;

    List<Op> problems() {
        return switch (this) {
            case SMALL -> OpCases.small();
            case COVERING -> OpCases.covering();
            case ALL -> OpCases.everything();
        };
    }
}
