package io.lightmark.train;

import io.lightmark.nn.Weights;
import java.util.OptionalDouble;

/**
 * What a run leaves behind.
 *
 * @param weights those of the best validation, the last ones when nothing was validated; moving averages where the
 *     recipe has them
 * @param steps length of the run
 * @param bestSteps steps done when these weights were taken; of an average of several steps, those of the best
 * @param bestScore their validation score
 */
public record TrainingResult(Weights weights, long steps, long bestSteps, OptionalDouble bestScore) {}
