/** Text files of annotations as lines and words that know their place, for messages with line and column. */
@NullMarked
package io.lightmark.vision.text;

import org.jspecify.annotations.NullMarked;
