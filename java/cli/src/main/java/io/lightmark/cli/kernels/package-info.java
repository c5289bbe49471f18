/** What a check of a device's kernels says, as text and as figures. */
@NullMarked
package io.lightmark.cli.kernels;

import org.jspecify.annotations.NullMarked;
