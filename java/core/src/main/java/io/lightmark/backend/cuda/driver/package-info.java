/**
 * The CUDA driver behind small classes: what each call may answer, who owns what, and nothing of networks. The only
 * package that calls JCuda's driver API.
 */
@NullMarked
package io.lightmark.backend.cuda.driver;

import org.jspecify.annotations.NullMarked;
