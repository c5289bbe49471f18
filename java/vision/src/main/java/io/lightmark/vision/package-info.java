/** The way from files with photos to picture sets. */
@NullMarked
package io.lightmark.vision;

import org.jspecify.annotations.NullMarked;
