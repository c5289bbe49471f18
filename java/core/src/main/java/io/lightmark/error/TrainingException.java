package io.lightmark.error;

/** A training that cannot go on, such as one whose loss is no longer finite. The last checkpoint stays valid. */
public final class TrainingException extends LightmarkException {
    private static final long serialVersionUID = 1L;

    public TrainingException(String expected, Object received, String fix) {
        super(sentence(expected, received, fix));
    }
}
