/** What {@code lightmark augment} draws. */
@NullMarked
package io.lightmark.cli.augmentation;

import org.jspecify.annotations.NullMarked;
