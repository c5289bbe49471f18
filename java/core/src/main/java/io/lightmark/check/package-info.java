/**
 * The correctness suite: every operation of a device, forward and backward, against the oracle in {@code
 * backend.reference}. {@link io.lightmark.check.KernelCheck} runs it for people, the contract test for the build.
 */
@NullMarked
package io.lightmark.check;

import org.jspecify.annotations.NullMarked;
