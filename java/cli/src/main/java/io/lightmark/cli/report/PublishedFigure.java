package io.lightmark.cli.report;

/**
 * A figure of somebody else. It may be compared with ours only where dataset and normaliser are the same.
 *
 * @param name of the model
 * @param dataset what it was measured on
 * @param normaliser what its errors were divided by
 * @param error mean error as a share of that
 * @param source where it was published
 */
public record PublishedFigure(String name, String dataset, String normaliser, double error, String source) {}
