package io.lightmark.cli.experiment;

import io.lightmark.cli.training.TrainingPictures;
import io.lightmark.data.PictureSet;
import io.lightmark.data.PictureSets;
import io.lightmark.data.Split;
import io.lightmark.error.DataException;

/**
 * What the runs of an experiment are trained on and judged on; the two share no picture, and the pictures that choose the
 * weights belong to neither.
 *
 * @param training training pictures, with a validation split that chooses the weights
 * @param heldOut the pictures that the table is about
 * @param source where they come from, for people
 * @param split which pictures are held out, for people
 * @param seed decides which pictures are held out
 */
public record ExperimentPictures(PictureSet training, PictureSet heldOut, String source, String split, long seed) {
    /**
     * Divides a dataset.
     *
     * @param holdOut share of the training split to judge by; 0 takes the validation split, or else the test split
     * @throws DataException if nothing is left to train on or to judge by
     */
    public static ExperimentPictures of(PictureSet set, String source, double holdOut, long seed) {
        Split judge = holdOut > 0 || PictureSets.count(set, Split.VALIDATION) == 0 ? Split.TEST : Split.VALIDATION;
        PictureSet divided = set;
        if (holdOut > 0) {
            PictureSet train = PictureSets.ofSplit(set, Split.TRAIN);
            divided = PictureSets.holdOut(train, Split.TEST, holdOut, seed);
        }
        PictureSet heldOut = PictureSets.ofSplit(divided, judge);
        if (heldOut.size() == 0) {
            throw new DataException(
                    source,
                    0,
                    0,
                    "pictures to judge by",
                    "none",
                    "name a share of the training pictures: --hold-out 0.1.");
        }
        PictureSet training = TrainingPictures.of(divided, source, TrainingPictures.DEFAULT_SHARE, seed + 1);
        String split = holdOut > 0
                ? holdOut + " of the training split, seed " + seed
                : judge == Split.VALIDATION ? "validation split" : "test split";
        return new ExperimentPictures(training, heldOut, source, split, seed);
    }

    /** How many pictures train. */
    public int trained() {
        return PictureSets.count(training, Split.TRAIN);
    }

    /** How many pictures choose the weights. */
    public int choosing() {
        return PictureSets.count(training, Split.VALIDATION);
    }
}
