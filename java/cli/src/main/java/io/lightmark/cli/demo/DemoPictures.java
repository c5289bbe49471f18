package io.lightmark.cli.demo;

import io.lightmark.cli.training.TrainingPictures;
import io.lightmark.data.PictureSet;
import io.lightmark.data.PictureSets;
import io.lightmark.data.Split;

/**
 * What the demo trains on and what it is judged on; the two share no picture, and the pictures that choose the weights
 * belong to neither.
 *
 * @param training training pictures, with a validation split that chooses the weights
 * @param heldOut the pictures that the table is about
 * @param word what the held-out pictures are, for people
 */
record DemoPictures(PictureSet training, PictureSet heldOut, String word) {
    private static final double CARVED = 0.1;

    /** Generated faces come in three splits. */
    static DemoPictures ofGenerated(PictureSet set) {
        return new DemoPictures(set, PictureSets.ofSplit(set, Split.TEST), "test split");
    }

    /**
     * Real data: the validation split is held out, or the test split where there is none; where there is neither, a tenth
     * of the training pictures. Some more training pictures choose the weights.
     */
    static DemoPictures ofReal(PictureSet set, String source, long seed) {
        Split split = PictureSets.count(set, Split.VALIDATION) > 0 ? Split.VALIDATION : Split.TEST;
        boolean carve = PictureSets.count(set, split) == 0;
        PictureSet divided = carve ? PictureSets.holdOut(set, Split.TEST, CARVED, seed) : set;
        String word = carve ? "a tenth of the training split" : split == Split.VALIDATION ? "val split" : "test split";
        PictureSet training = TrainingPictures.of(divided, source, TrainingPictures.DEFAULT_SHARE, seed + 1);
        return new DemoPictures(training, PictureSets.ofSplit(divided, split), word);
    }
}
