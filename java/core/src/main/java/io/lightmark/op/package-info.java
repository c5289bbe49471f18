/** The primitive operations: one record each with its whole problem, and what they share (activations, counter-based random numbers). No data, no backend. */
@NullMarked
package io.lightmark.op;

import org.jspecify.annotations.NullMarked;
