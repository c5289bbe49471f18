/** The choice between devices: the only place that knows all backends. */
@NullMarked
package io.lightmark.device;

import org.jspecify.annotations.NullMarked;
