/** The compiled CUDA kernels in the jar, and which of them fit a device. */
@NullMarked
package io.lightmark.backend.cuda.image;

import org.jspecify.annotations.NullMarked;
