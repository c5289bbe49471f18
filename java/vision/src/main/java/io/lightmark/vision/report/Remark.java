package io.lightmark.vision.report;

/** What is odd about a picture that is used all the same. The keys are stable: scripts read them. */
public enum Remark {
    COINCIDENT_EYES("coincident-eyes", "both eyes on one point: no error relative to the eye distance"),
    ZERO_SIZE_CROP("zero-size-crop", "nose and left eye on one point: a crop sized by their distance is empty"),
    ZERO_SIZE_BOX("zero-size-box", "a face box without area"),
    LANDMARK_OUTSIDE("landmark-outside", "a landmark outside the picture, by at most half the face");

    private final String key;
    private final String meaning;

    Remark(String key, String meaning) {
        this.key = key;
        this.meaning = meaning;
    }

    /** The name in JSON and in metadata. */
    public String key() {
        return key;
    }

    /** One clause for people. */
    public String meaning() {
        return meaning;
    }
}
