package io.lightmark.vision.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The account of one reading: every annotated picture was either used or is listed with its reason. The constructor
 * holds the invariant {@code read = used + listed}, so a picture cannot be lost between reader and report.
 *
 * @param source what was read, for people
 * @param read annotated pictures met
 * @param used pictures handed on
 * @param listed pictures not handed on
 * @param flagged remarks on pictures that were handed on; one picture may have several
 */
public record ReadReport(String source, int read, int used, List<Rejected> listed, List<Flagged> flagged) {
    /** Longest list that {@link #toText} spells out. */
    private static final int SPELLED_OUT = 20;

    public ReadReport {
        listed = List.copyOf(listed);
        flagged = List.copyOf(flagged);
        if (read < 0 || used < 0 || read != used + listed.size()) {
            throw new IllegalStateException("Expected read = used + listed, received " + read + " read, " + used
                    + " used and " + listed.size() + " listed of " + source
                    + ". Fix: report this as a defect of the reader.");
        }
    }

    /** The sum of several readings. */
    public static ReadReport sum(List<ReadReport> reports) {
        int read = 0;
        int used = 0;
        List<Rejected> listed = new ArrayList<>();
        List<Flagged> flagged = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        for (ReadReport report : reports) {
            read += report.read;
            used += report.used;
            listed.addAll(report.listed);
            flagged.addAll(report.flagged);
            sources.add(report.source);
        }
        return new ReadReport(String.join(", ", sources), read, used, listed, flagged);
    }

    /** How many pictures are listed for each reason that occurs, by the reason's key. */
    public Map<String, Integer> listedByReason() {
        Map<String, Integer> counts = new TreeMap<>();
        listed.forEach(item -> counts.merge(item.reason().key(), 1, Integer::sum));
        return counts;
    }

    /** How many remarks of each kind there are, by the remark's key. */
    public Map<String, Integer> flaggedByRemark() {
        Map<String, Integer> counts = new TreeMap<>();
        flagged.forEach(item -> counts.merge(item.remark().key(), 1, Integer::sum));
        return counts;
    }

    /** A few lines for a terminal: totals, then at most twenty of the listed and flagged pictures each. */
    public String toText() {
        StringBuilder text = new StringBuilder(source)
                .append(": ")
                .append(read)
                .append(" read = ")
                .append(used)
                .append(" used + ")
                .append(listed.size())
                .append(" listed");
        listedByReason()
                .forEach((key, count) ->
                        text.append("\n  listed, ").append(key).append(": ").append(count));
        flaggedByRemark()
                .forEach((key, count) ->
                        text.append("\n  used, ").append(key).append(": ").append(count));
        lines(
                text,
                listed.stream()
                        .map(i -> i.name() + ": " + i.reason().key() + ", " + i.detail())
                        .toList());
        lines(
                text,
                flagged.stream()
                        .map(i -> i.name() + ": " + i.remark().key() + ", " + i.detail())
                        .toList());
        return text.toString();
    }

    /** Maps, lists, strings and numbers, ready for any JSON writer: nothing is shortened. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", source);
        json.put("read", read);
        json.put("used", used);
        json.put("listed", listed.size());
        json.put("listedByReason", listedByReason());
        json.put("flaggedByRemark", flaggedByRemark());
        json.put(
                "listedPictures",
                listed.stream()
                        .map(i -> entry(i.name(), "reason", i.reason().key(), i.detail()))
                        .toList());
        json.put(
                "flaggedPictures",
                flagged.stream()
                        .map(i -> entry(i.name(), "remark", i.remark().key(), i.detail()))
                        .toList());
        return json;
    }

    private static Map<String, Object> entry(String name, String kind, String key, String detail) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        entry.put(kind, key);
        entry.put("detail", detail);
        return entry;
    }

    private static void lines(StringBuilder text, List<String> items) {
        items.stream().limit(SPELLED_OUT).forEach(item -> text.append("\n    ").append(item));
        if (items.size() > SPELLED_OUT) {
            text.append("\n    and ").append(items.size() - SPELLED_OUT).append(" more");
        }
    }
}
