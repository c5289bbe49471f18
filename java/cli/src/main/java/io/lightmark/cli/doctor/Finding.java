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
 * @param details the same for scripts, where there is more than a line to say; empty for most checks
 */
public record Finding(String check, State state, String found, String consequence, Map<String, Object> details) {
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
        return new Finding(check, State.OK, found, consequence, Map.of());
    }

    static Finding note(String check, String found, String consequence) {
        return new Finding(check, State.NOTE, found, consequence, Map.of());
    }

    static Finding broken(String check, Throwable cause) {
        return broken(check, message(cause), "must be mended first");
    }

    static Finding broken(String check, String found, String consequence) {
        return new Finding(check, State.BROKEN, found, consequence, Map.of());
    }

    /** The first line of what a failure says. */
    static String message(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.toString() : message.lines().findFirst().orElse(cause.toString());
    }

    Finding withDetails(Map<String, Object> more) {
        return new Finding(check, state, found, consequence, more);
    }

    /** Under stable names, for JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("check", check);
        map.put("state", state.name().toLowerCase(Locale.ROOT));
        map.put("found", found);
        map.put("consequence", consequence);
        map.putAll(details);
        return map;
    }
}
