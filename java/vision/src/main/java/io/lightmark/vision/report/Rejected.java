package io.lightmark.vision.report;

/**
 * A picture that was read about but not used.
 *
 * @param name as in the list
 * @param reason the kind of defect
 * @param detail what exactly was found, for people
 */
public record Rejected(String name, Reason reason, String detail) {}
