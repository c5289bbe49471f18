package io.lightmark.backend.reference;

import io.lightmark.op.Activate;
import io.lightmark.op.AdamUpdate;
import io.lightmark.op.Add;
import io.lightmark.op.BatchNorm;
import io.lightmark.op.BatchNormInference;
import io.lightmark.op.Blend;
import io.lightmark.op.ColourMatrix;
import io.lightmark.op.Conv2d;
import io.lightmark.op.CoordinateClassificationLoss;
import io.lightmark.op.CropResize;
import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.Dropout;
import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.FlattenChannels;
import io.lightmark.op.GaussianNoise;
import io.lightmark.op.GlobalAveragePool;
import io.lightmark.op.GradientNorm;
import io.lightmark.op.JpegCompression;
import io.lightmark.op.Linear;
import io.lightmark.op.LinearFilter;
import io.lightmark.op.MaxPool;
import io.lightmark.op.MedianFilter;
import io.lightmark.op.MovingAverage;
import io.lightmark.op.Op;
import io.lightmark.op.PointDistanceLoss;
import io.lightmark.op.RandomErasing;
import io.lightmark.op.RmspropUpdate;
import io.lightmark.op.SgdUpdate;
import io.lightmark.op.SoftArgmax;
import io.lightmark.op.SqueezeExcite;
import java.util.HashMap;
import java.util.Map;

/** Which kernel computes which operation. */
final class ReferenceKernels {
    private static final Map<Class<? extends Op>, ReferenceKernel<Op>> TABLE = new HashMap<>();

    static {
        put(Activate.class, new ReferenceActivate());
        put(AdamUpdate.class, new ReferenceAdamUpdate());
        put(Add.class, new ReferenceAdd());
        put(BatchNorm.class, new ReferenceBatchNorm());
        put(BatchNormInference.class, new ReferenceBatchNormInference());
        put(Blend.class, new ReferenceBlend());
        put(ColourMatrix.class, new ReferenceColourMatrix());
        put(Conv2d.class, new ReferenceConv2d());
        put(CoordinateClassificationLoss.class, new ReferenceCoordinateClassificationLoss());
        put(CropResize.class, new ReferenceCropResize());
        put(DepthwiseConv2d.class, new ReferenceDepthwiseConv2d());
        put(Dropout.class, new ReferenceDropout());
        put(ElementwiseLoss.class, new ReferenceElementwiseLoss());
        put(FlattenChannels.class, new ReferenceFlattenChannels());
        put(GaussianNoise.class, new ReferenceGaussianNoise());
        put(GlobalAveragePool.class, new ReferenceGlobalAveragePool());
        put(GradientNorm.class, new ReferenceGradientNorm());
        put(JpegCompression.class, new ReferenceJpegCompression());
        put(Linear.class, new ReferenceLinear());
        put(LinearFilter.class, new ReferenceLinearFilter());
        put(MaxPool.class, new ReferenceMaxPool());
        put(MedianFilter.class, new ReferenceMedianFilter());
        put(MovingAverage.class, new ReferenceMovingAverage());
        put(PointDistanceLoss.class, new ReferencePointDistanceLoss());
        put(RandomErasing.class, new ReferenceRandomErasing());
        put(RmspropUpdate.class, new ReferenceRmspropUpdate());
        put(SgdUpdate.class, new ReferenceSgdUpdate());
        put(SoftArgmax.class, new ReferenceSoftArgmax());
        put(SqueezeExcite.class, new ReferenceSqueezeExcite());
    }

    private ReferenceKernels() {}

    static ReferenceKernel<Op> of(Op op) {
        ReferenceKernel<Op> kernel = TABLE.get(op.getClass());
        if (kernel == null) {
            throw new IllegalArgumentException("Expected an operation with a reference kernel, received "
                    + op.describe() + ". Fix: write the kernel and add it to this table.");
        }
        return kernel;
    }

    private static <O extends Op> void put(Class<O> type, ReferenceKernel<O> kernel) {
        TABLE.put(type, (op, pass, arrays) -> kernel.run(type.cast(op), pass, arrays));
    }
}
