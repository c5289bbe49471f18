/** CelebA's folder layout: its lists of landmarks, boxes and splits, and the pictures they name. */
@NullMarked
package io.lightmark.vision.celeba;

import org.jspecify.annotations.NullMarked;
