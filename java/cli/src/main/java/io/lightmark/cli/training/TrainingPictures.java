package io.lightmark.cli.training;

import io.lightmark.data.PictureSet;
import io.lightmark.data.PictureSets;
import io.lightmark.data.Split;
import io.lightmark.error.DataException;

/** Which pictures of a dataset train a model, and which choose its weights. */
public final class TrainingPictures {
    /** Share of the training pictures held out where there is no validation split. */
    public static final double DEFAULT_SHARE = 0.05;

    private TrainingPictures() {}

    /**
     * The training pictures, some of them to choose weights by.
     *
     * @param share of the training split held out to choose weights; 0 takes the set's validation split, if it has one
     * @param seed decides which pictures are held out
     * @throws DataException if there is nothing to train on
     */
    public static PictureSet of(PictureSet set, String source, double share, long seed) {
        if (PictureSets.count(set, Split.TRAIN) == 0) {
            throw new DataException(
                    source,
                    0,
                    0,
                    "pictures of the training split",
                    "none",
                    "check the partition list (0 is training).");
        }
        if (share == 0 && PictureSets.count(set, Split.VALIDATION) > 0) {
            return set;
        }
        PictureSet training = PictureSets.ofSplit(set, Split.TRAIN);
        return PictureSets.holdOut(training, Split.VALIDATION, share == 0 ? DEFAULT_SHARE : share, seed);
    }
}
