package io.lightmark.error;

/** A dataset, annotation file or picture that cannot be used, with the place in it. */
public final class DataException extends LightmarkException {
    private static final long serialVersionUID = 1L;
    private final String file;
    private final int line;
    private final int column;

    /**
     * @param line counted from 1; 0 when the whole file is meant
     * @param column counted from 1; 0 when the whole line is meant
     */
    public DataException(String file, int line, int column, String expected, Object received, String fix) {
        super(file + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "") + ": "
                + sentence(expected, received, fix));
        this.file = file;
        this.line = line;
        this.column = column;
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
