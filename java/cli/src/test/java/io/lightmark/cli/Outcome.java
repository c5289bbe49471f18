package io.lightmark.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * What a command did.
 *
 * @param command the arguments, for messages
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record Outcome(String command, int code, String out, String err) {
    /** Runs a command in this process. */
    static Outcome of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        int code = Lightmark.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
        return new Outcome(String.join(" ", words), code, out.toString(), err.toString());
    }

    static Map<String, Object> json(Path file) {
        try {
            return JSON.std.mapFrom(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "lightmark " + command + "\nexit code " + code + "\n" + out + "\n" + err;
    }
}
