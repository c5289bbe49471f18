package io.lightmark.backend.cuda.cudnn;

import io.lightmark.backend.library.ElfSymbols;
import io.lightmark.error.DeviceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cudnn's functions that this package calls through JCudnn, whose library binds each at its first call: one that is missing
 * would end the whole process there.
 */
final class CudnnSymbols {
    static final List<String> REQUIRED = List.of(
            "cudnnBatchNormalizationBackward",
            "cudnnBatchNormalizationForwardTraining",
            "cudnnConvolutionBackwardBias",
            "cudnnConvolutionBackwardData",
            "cudnnConvolutionBackwardFilter",
            "cudnnConvolutionForward",
            "cudnnCreate",
            "cudnnCreateConvolutionDescriptor",
            "cudnnCreateFilterDescriptor",
            "cudnnCreateTensorDescriptor",
            "cudnnDestroy",
            "cudnnDestroyConvolutionDescriptor",
            "cudnnDestroyFilterDescriptor",
            "cudnnDestroyTensorDescriptor",
            "cudnnGetConvolutionBackwardDataAlgorithm_v7",
            "cudnnGetConvolutionBackwardDataWorkspaceSize",
            "cudnnGetConvolutionBackwardFilterAlgorithm_v7",
            "cudnnGetConvolutionBackwardFilterWorkspaceSize",
            "cudnnGetConvolutionForwardAlgorithm_v7",
            "cudnnGetConvolutionForwardWorkspaceSize",
            "cudnnGetErrorString",
            "cudnnGetVersion",
            "cudnnSetConvolution2dDescriptor",
            "cudnnSetConvolutionMathType",
            "cudnnSetFilter4dDescriptor",
            "cudnnSetStream",
            "cudnnSetTensor4dDescriptor");

    private CudnnSymbols() {}

    /**
     * Throws a {@link DeviceException} that names the functions which the loaded cuDNN lacks. Does nothing when its file
     * cannot be found or read.
     */
    static void requireAll() {
        try {
            Optional<Path> library = LoadedLibraries.paths().stream()
                    .map(Path::of)
                    .filter(path -> String.valueOf(path.getFileName()).startsWith("libcudnn.so"))
                    .findFirst();
            if (library.isPresent()) {
                requireAll(library.get(), ElfSymbols.definedBy(library.get()));
            }
        } catch (IOException unreadable) {
            // A library that the system loaded has its functions but for rare accidents; this is a second look.
        }
    }

    private static void requireAll(Path library, Set<String> offered) {
        List<String> missing =
                REQUIRED.stream().filter(name -> !offered.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new DeviceException(
                    "a cuDNN with all functions that are needed",
                    library + " without " + String.join(", ", missing),
                    "install cuDNN 9 again, or run without it (-Dlightmark.cuda.cudnn=off).");
        }
    }
}
