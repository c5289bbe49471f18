/** Levels of networks, each looking closer than the one before: crops, prediction, training, evaluation, model files. */
@NullMarked
package io.lightmark.cascade;

import org.jspecify.annotations.NullMarked;
