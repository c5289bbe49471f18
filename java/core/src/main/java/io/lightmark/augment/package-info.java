/**
 * Random changes of training pictures: a recipe of small parts. Geometry and colour gains are part of the crop; each other
 * part is an operation behind it, so that every device does the same. What is drawn depends on a key alone.
 */
@NullMarked
package io.lightmark.augment;

import org.jspecify.annotations.NullMarked;
