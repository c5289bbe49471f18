package io.lightmark.metric;

/**
 * Errors together with what they are shares of.
 *
 * @param name of the length, such as {@code inter-ocular}
 * @param definition of the length, in one line
 * @param figures the errors
 */
public record NormalisedErrors(String name, String definition, ErrorFigures figures) {
    /** The errors by a normaliser's lengths. */
    public static NormalisedErrors by(Normaliser normaliser, ErrorFigures figures) {
        return new NormalisedErrors(normaliser.name(), normaliser.definition(), figures);
    }
}
