package io.lightmark.cli.prediction;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A photo that could not be read.
 *
 * @param file as given
 * @param reason stable key, see {@link io.lightmark.vision.report.Reason}
 * @param detail what was expected and found
 * @param fix what the user can do
 */
public record FailedPhoto(String file, String reason, String detail, String fix) {
    /** Under stable names, for JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", file);
        map.put("reason", reason);
        map.put("detail", detail);
        map.put("fix", fix);
        return map;
    }
}
