package io.lightmark.cli.inspect;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a network or a file.
 *
 * @param text for a terminal
 * @param figures the same under stable names, for JSON
 */
public record Inspection(String text, Map<String, @Nullable Object> figures) {}
