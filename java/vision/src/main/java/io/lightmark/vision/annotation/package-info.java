/**
 * What annotation files say, whatever their format: photos with landmarks, splits, boxes and attributes, checked but with
 * the pictures not yet read; and the reading of those pictures.
 */
@NullMarked
package io.lightmark.vision.annotation;

import org.jspecify.annotations.NullMarked;
