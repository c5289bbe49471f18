/**
 * The known kinds of facial landmarks as tables: which point mirrors which, which belong to which part of the face, and
 * how one kind is made of another. Nothing here knows pictures, files or networks.
 */
@NullMarked
package io.lightmark.landmark;

import org.jspecify.annotations.NullMarked;
