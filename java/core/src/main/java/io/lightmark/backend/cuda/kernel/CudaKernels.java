package io.lightmark.backend.cuda.kernel;

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

/** What each operation launches. */
final class CudaKernels {
    private static final Map<Class<? extends Op>, CudaKernel<Op>> TABLE = new HashMap<>();

    static {
        put(Activate.class, new CudaActivate());
        put(AdamUpdate.class, new CudaAdamUpdate());
        put(Add.class, new CudaAdd());
        put(BatchNorm.class, new CudaBatchNorm());
        put(BatchNormInference.class, new CudaBatchNormInference());
        put(Blend.class, new CudaBlend());
        put(ColourMatrix.class, new CudaColourMatrix());
        put(Conv2d.class, new CudaConv2d());
        put(CoordinateClassificationLoss.class, new CudaCoordinateClassificationLoss());
        put(CropResize.class, new CudaCropResize());
        put(DepthwiseConv2d.class, new CudaDepthwiseConv2d());
        put(Dropout.class, new CudaDropout());
        put(ElementwiseLoss.class, new CudaElementwiseLoss());
        put(FlattenChannels.class, new CudaFlattenChannels());
        put(GaussianNoise.class, new CudaGaussianNoise());
        put(GlobalAveragePool.class, new CudaGlobalAveragePool());
        put(GradientNorm.class, new CudaGradientNorm());
        put(JpegCompression.class, new CudaJpegCompression());
        put(Linear.class, new CudaLinear());
        put(LinearFilter.class, new CudaLinearFilter());
        put(MaxPool.class, new CudaMaxPool());
        put(MedianFilter.class, new CudaMedianFilter());
        put(MovingAverage.class, new CudaMovingAverage());
        put(PointDistanceLoss.class, new CudaPointDistanceLoss());
        put(RandomErasing.class, new CudaRandomErasing());
        put(RmspropUpdate.class, new CudaRmspropUpdate());
        put(SgdUpdate.class, new CudaSgdUpdate());
        put(SoftArgmax.class, new CudaSoftArgmax());
        put(SqueezeExcite.class, new CudaSqueezeExcite());
    }

    private CudaKernels() {}

    static CudaKernel<Op> of(Op op) {
        CudaKernel<Op> kernel = TABLE.get(op.getClass());
        if (kernel == null) {
            throw new IllegalArgumentException(
                    "Expected an operation with CUDA kernels, received " + op.describe()
                            + ". Fix: write cuda-kernels/<operation>.cu and the class that launches it, and add it to this table.");
        }
        return kernel;
    }

    private static <O extends Op> void put(Class<O> type, CudaKernel<O> kernel) {
        TABLE.put(type, (op, pass, arrays, launches) -> kernel.launch(type.cast(op), pass, arrays, launches));
    }
}
