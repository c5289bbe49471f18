package io.lightmark.backend.cuda.cudnn;

import io.lightmark.error.DeviceException;
import java.util.ArrayList;
import java.util.List;

/** One direction of a convolution as far as its algorithms are concerned. */
enum Algorithms {
    FORWARD("Forward") {
        @Override
        boolean isRepeatable(int algorithm) {
            return true;
        }

        @Override
        int rank(CudnnSession session, Cudnn.Descriptors problem, List<Cudnn.Algorithm> ranked) {
            return session.cudnn().forwardAlgorithms(session.handle(), problem, ranked);
        }

        @Override
        int workspace(CudnnSession session, Cudnn.Descriptors problem, int algorithm, long[] bytes) {
            return session.cudnn().forwardWorkspace(session.handle(), problem, algorithm, bytes);
        }
    },
    BACKWARD_DATA("BackwardData") {
        @Override
        boolean isRepeatable(int algorithm) {
            return algorithm != 0;
        }

        @Override
        int rank(CudnnSession session, Cudnn.Descriptors problem, List<Cudnn.Algorithm> ranked) {
            return session.cudnn().backwardDataAlgorithms(session.handle(), problem, ranked);
        }

        @Override
        int workspace(CudnnSession session, Cudnn.Descriptors problem, int algorithm, long[] bytes) {
            return session.cudnn().backwardDataWorkspace(session.handle(), problem, algorithm, bytes);
        }
    },
    BACKWARD_FILTER("BackwardFilter") {
        @Override
        boolean isRepeatable(int algorithm) {
            return algorithm != 0 && algorithm != 3;
        }

        @Override
        int rank(CudnnSession session, Cudnn.Descriptors problem, List<Cudnn.Algorithm> ranked) {
            return session.cudnn().backwardFilterAlgorithms(session.handle(), problem, ranked);
        }

        @Override
        int workspace(CudnnSession session, Cudnn.Descriptors problem, int algorithm, long[] bytes) {
            return session.cudnn().backwardFilterWorkspace(session.handle(), problem, algorithm, bytes);
        }
    };

    /** More than this is better spent on a larger batch. */
    static final long MOST_WORKSPACE = 512L << 20;

    private final String direction;

    Algorithms(String direction) {
        this.direction = direction;
    }

    /** A usable algorithm and the workspace that it needs. */
    record Chosen(int number, long workspaceBytes) {}

    /**
     * The first of cuDNN's ranking that gives the same bits each time, within the workspace allowed. That it computes in
     * float32 is the convolution's setting, whatever the ranking says.
     */
    Chosen choose(CudnnSession session, Cudnn.Descriptors problem, String detail) {
        List<Cudnn.Algorithm> ranked = new ArrayList<>();
        session.call(
                "cudnnGetConvolution" + direction + "Algorithm_v7", () -> detail, () -> rank(session, problem, ranked));
        long[] bytes = new long[1];
        for (Cudnn.Algorithm candidate : ranked) {
            if (isAllowed(candidate)
                    && workspace(session, problem, candidate.number(), bytes) == CudnnStatus.SUCCESS
                    && bytes[0] <= MOST_WORKSPACE) {
                return new Chosen(candidate.number(), bytes[0]);
            }
        }
        throw new DeviceException(
                "a repeatable algorithm of cuDNN for Convolution" + direction + " of " + detail,
                "none among " + ranked,
                "run without cuDNN (-Dlightmark.cuda.cudnn=off).");
    }

    private boolean isAllowed(Cudnn.Algorithm candidate) {
        return candidate.status() == CudnnStatus.SUCCESS
                && candidate.deterministic()
                && isRepeatable(candidate.number());
    }

    /** Whether NVIDIA documents it as giving the same bits each time. */
    abstract boolean isRepeatable(int algorithm);

    abstract int rank(CudnnSession session, Cudnn.Descriptors problem, List<Cudnn.Algorithm> ranked);

    abstract int workspace(CudnnSession session, Cudnn.Descriptors problem, int algorithm, long[] bytes);
}
