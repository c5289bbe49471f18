/** Runs programs on NVIDIA GPUs with kernels of our own: one recorded graph per plan, one launch per run. */
@NullMarked
package io.lightmark.backend.cuda;

import org.jspecify.annotations.NullMarked;
