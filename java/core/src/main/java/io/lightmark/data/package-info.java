/** Annotated pictures as training and evaluation see them. Reading photos and annotation files is the vision module. */
@NullMarked
package io.lightmark.data;

import org.jspecify.annotations.NullMarked;
