/** The failures that callers may tell apart. */
@NullMarked
package io.lightmark.error;

import org.jspecify.annotations.NullMarked;
