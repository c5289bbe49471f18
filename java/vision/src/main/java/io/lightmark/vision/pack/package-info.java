/** Packing datasets into one file that training maps into memory. */
@NullMarked
package io.lightmark.vision.pack;

import org.jspecify.annotations.NullMarked;
