/** Layers as records, and the network they make: what a network is, not how it runs. */
@NullMarked
package io.lightmark.nn;

import org.jspecify.annotations.NullMarked;
