/**
 * Convolution and batch normalisation by NVIDIA's cuDNN, where it is installed and faster than the kernels of this
 * library. {@code Cudnn} is all of cuDNN that is used; only {@code JCudnnCalls} knows JCudnn.
 */
@NullMarked
package io.lightmark.backend.cuda.cudnn;

import org.jspecify.annotations.NullMarked;
