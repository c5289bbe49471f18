/** Per operation, which CUDA kernels a step launches and with what. Knows no driver: a launch is data. */
@NullMarked
package io.lightmark.backend.cuda.kernel;

import org.jspecify.annotations.NullMarked;
