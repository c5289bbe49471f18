package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.CropResize;
import io.lightmark.op.Pass;

/** Crop, resize and normalise; {@code cuda-kernels/crop_resize.cu}. */
final class CudaCropResize implements CudaKernel<CropResize> {
    private static final int THREADS = 128;

    @Override
    public void launch(CropResize op, Pass pass, CudaArrays arrays, Launches launches) {
        int height = op.output().h();
        int width = op.output().w();
        int blocks = Launches.ceilDiv((long) height * width, THREADS);
        launches.kernel("crop_resize", "crop_resize_forward")
                .over(Math.multiplyExact(op.output().n(), blocks), THREADS)
                .pointer(arrays.address("source"))
                .pointer(arrays.address("geometry"))
                .pointer(arrays.address("transform"))
                .pointer(arrays.address("colour"))
                .pointer(arrays.address("y"))
                .wide(op.sourceBytes())
                .integer(height)
                .integer(width)
                .integer(blocks)
                .integer(op.samples())
                .integer(op.border().ordinal())
                .launch();
    }
}
