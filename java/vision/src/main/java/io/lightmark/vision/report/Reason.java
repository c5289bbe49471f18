package io.lightmark.vision.report;

/** Why an annotated picture cannot be used. The keys are stable: scripts read them. */
public enum Reason {
    MISSING("missing", "the file is not there"),
    UNREADABLE("unreadable", "the file is there but cannot be read"),
    EMPTY_FILE("empty-file", "the file has no bytes"),
    NOT_A_PICTURE("not-a-picture", "the content is not JPEG, PNG or BMP, whatever the name says"),
    UNSUPPORTED("unsupported", "a kind of JPEG, PNG or BMP that is not read"),
    TRUNCATED("truncated", "the file ends before the picture does"),
    CORRUPT("corrupt", "the content contradicts itself"),
    ZERO_SIZE("zero-size", "width or height is 0"),
    TOO_LARGE("too-large", "more bytes or pixels than the limit"),
    DUPLICATE_NAME("duplicate-name", "an earlier line has the same name"),
    NO_SPLIT("no-split", "the partition file does not name it"),
    LANDMARK_FAR_OUTSIDE("landmark-far-outside", "a landmark lies further outside the picture than half the face"),
    COINCIDENT_POINTS("coincident-points", "all landmarks lie on one point"),
    MISSING_POINTS("missing-points", "some landmarks are not given"),
    IGNORED("ignored", "the annotations say to ignore it"),
    MIRROR_COPY("mirror-copy", "a mirrored copy of another picture"),
    UNUSABLE_BOX("unusable-box", "no face box to crop by, or one that is not in the picture");

    private final String key;
    private final String meaning;

    Reason(String key, String meaning) {
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
