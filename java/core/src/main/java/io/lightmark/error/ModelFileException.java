package io.lightmark.error;

/** A model, checkpoint or packed-dataset file that is broken or belongs to something else. */
public final class ModelFileException extends LightmarkException {
    private static final long serialVersionUID = 1L;
    private final String file;

    public ModelFileException(String file, String expected, Object received, String fix) {
        super(file + ": " + sentence(expected, received, fix));
        this.file = file;
    }

    public String file() {
        return file;
    }
}
