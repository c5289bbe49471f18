package io.lightmark.check;

import org.jspecify.annotations.Nullable;

/**
 * What became of one problem.
 *
 * @param operation the operation's record: {@code DepthwiseConv2d}
 * @param problem the problem and its pass in one line
 * @param worst greatest error as a share of what is allowed, at most 1 where all is well; null where the check failed
 * @param failure what went wrong in one line; null where nothing did
 * @param seconds wall time, the oracle's included
 */
public record CaseResult(
        String operation,
        String problem,
        @Nullable Double worst,
        @Nullable String failure,
        double seconds) {
    /** Whether the device did as it should. */
    public boolean isOk() {
        return failure == null;
    }
}
