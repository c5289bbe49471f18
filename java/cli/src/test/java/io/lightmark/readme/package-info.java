/** Runs what the README shows. */
@NullMarked
package io.lightmark.readme;

import org.jspecify.annotations.NullMarked;
