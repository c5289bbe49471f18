package io.lightmark.op;

import java.util.List;

/**
 * One primitive operation with its whole problem described: shapes, attributes, nothing else. An operation owns no
 * data and knows no backend; the same record drives the kernels, the oracle, the contract test and the benchmark.
 *
 * <p>Records validate themselves when built, so a backend never meets an impossible problem. All data is NHWC.
 *
 * <p>To add an operation: write its record here, its oracle in {@code backend.reference}, and its kernel in every other
 * backend; the contract test then needs only a list of cases.
 */
public sealed interface Op
        permits Activate,
                AdamUpdate,
                Add,
                BatchNorm,
                BatchNormInference,
                Blend,
                ColourMatrix,
                Conv2d,
                CoordinateClassificationLoss,
                CropResize,
                DepthwiseConv2d,
                Dropout,
                ElementwiseLoss,
                FlattenChannels,
                GaussianNoise,
                GlobalAveragePool,
                GradientNorm,
                JpegCompression,
                Linear,
                LinearFilter,
                MaxPool,
                MedianFilter,
                MovingAverage,
                PointDistanceLoss,
                RandomErasing,
                RmspropUpdate,
                SgdUpdate,
                SoftArgmax,
                SqueezeExcite {

    /** The arrays of the given pass, in the order every backend takes them. */
    List<Operand> operands(Pass pass);

    /** Whether the pass exists; updates, inference-only and fused forms have no backward pass. */
    boolean supports(Pass pass);

    /** Multiply-adds of the given pass: those of convolutions and matrix products; 0 for elementwise work. */
    long multiplyAdds(Pass pass);

    /** The problem in one line, such as {@code conv n2 h7 w7 c24>16 k3 s2 p1 relu6}. */
    String describe();

    /** Bytes the pass must at least move: every operand read or written once. */
    default long bytes(Pass pass) {
        long bytes = 0;
        for (Operand operand : operands(pass)) {
            bytes += (operand.isRead() ? operand.bytes() : 0) + (operand.isWritten() ? operand.bytes() : 0);
        }
        return bytes;
    }
}
