package io.lightmark.cli.doctor;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The outcome of one check.
 *
 * @param check stable name of what was looked at
 * @param state how it is
 * @param found what is there, in one line
 * @param consequence what follows from it: what is used, or what to do
 */
public record Finding(String check, State state, String found, String consequence) {
    /** How something is. */
    public enum State {
        /** As it should be. */
        OK,
        /** Worth knowing; everything works. */
        NOTE,
        /** Something essential does not work. */
        BROKEN
    }

    static Finding ok(String check, String found, String consequence) {
        return new Finding(check, State.OK, found, consequence);
    }

    static Finding note(String check, String found, String consequence) {
        return new Finding(check, State.NOTE, found, consequence);
    }

    static Finding broken(String check, Throwable cause) {
        String message = cause.getMessage();
        return new Finding(check, State.BROKEN, message == null ? cause.toString() : message, "must be mended first");
    }

    /** Under stable names, for JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("check", check);
        map.put("state", state.name().toLowerCase(Locale.ROOT));
        map.put("found", found);
        map.put("consequence", consequence);
        return map;
    }
}
