@NullMarked
package io.lightmark.track;

import org.jspecify.annotations.NullMarked;
