package io.lightmark.cli.option;

import io.lightmark.vision.annotation.FaceCrop;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How annotated photos are read: their format, and which part of them is kept. Packed files are taken as they are. */
public final class PhotoOptions {
    @Option(
            names = "--format",
            paramLabel = "NAME",
            converter = KnownFormat.class,
            completionCandidates = KnownFormat.class,
            description = "Format of the annotations, where it is not clear by itself: ${COMPLETION-CANDIDATES}.")
    private @Nullable String format;

    @Option(
            names = "--face-crop",
            paramLabel = "CROP",
            defaultValue = "none",
            converter = FaceCropWords.class,
            description =
                    "Part of each photo that is kept: none (all of it), or a square around the annotated box or the"
                            + " landmarks and a share of its side more on every side: 'box 0.2', 'points 0.4'. It ends"
                            + " where the photo does; 'points 0.4 border' goes on in black.")
    private FaceCrop crop = FaceCrop.NONE;

    /** The format's name; empty for what the annotations look like. */
    public Optional<String> format() {
        return Optional.ofNullable(format);
    }

    /** The part of each photo that is kept. */
    public FaceCrop crop() {
        return crop;
    }
}
