package io.lightmark.vision.report;

/**
 * A picture that is used although something is odd about it.
 *
 * @param name as in the list
 * @param remark the kind of oddity
 * @param detail what exactly was found, for people
 */
public record Flagged(String name, Remark remark, String detail) {}
