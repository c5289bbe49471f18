/** Landmark errors: how far off, against what, and how that is summed up. No networks, no pictures. */
@NullMarked
package io.lightmark.metric;

import org.jspecify.annotations.NullMarked;
