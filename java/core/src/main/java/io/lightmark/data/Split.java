package io.lightmark.data;

/** The part of a dataset a picture belongs to; the codes are CelebA's. */
public enum Split {
    TRAIN(0),
    VALIDATION(1),
    TEST(2);

    private final int code;

    Split(int code) {
        this.code = code;
    }

    /** The number in partition files. */
    public int code() {
        return code;
    }

    /** The split of a partition code. */
    public static Split ofCode(int code) {
        for (Split split : values()) {
            if (split.code == code) {
                return split;
            }
        }
        throw new IllegalArgumentException("Expected a partition code 0 (train), 1 (validation) or 2 (test), received "
                + code + ". Fix: correct the partition file.");
    }
}
