package io.lightmark.cli.option;

import io.lightmark.track.TrackerOptions;
import io.lightmark.vision.video.VideoSource;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --video}: which one, how much of it, and how the face in it is followed. */
public final class VideoOptions {
    private static final Pattern CAMERA = Pattern.compile("\\d{1,3}");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--video",
            paramLabel = "VIDEO",
            description =
                    "In place of photos, one face through a video: a file (Motion JPEG in AVI), or the number of a"
                            + " camera. Prints a line per frame: frame, seconds, begun, x1, y1, …")
    private @Nullable String video;

    @Option(
            names = "--draw-video",
            paramLabel = "FILE",
            description = "Draw the landmarks into this video (.avi): as predicted red, smoothed blue.")
    private @Nullable Path drawn;

    @Option(names = "--frames", paramLabel = "N", description = "Stop after so many frames (default: at the end).")
    private @Nullable Long frames;

    @Mixin
    private TrackingOptions tracking = new TrackingOptions();

    /** Whether a video is wanted. */
    public boolean isWanted() {
        return video != null;
    }

    /** Opens the video or camera; the caller closes it. */
    public VideoSource open() {
        String name = Objects.requireNonNull(video);
        return CAMERA.matcher(name).matches()
                ? VideoSource.camera(Integer.parseInt(name))
                : VideoSource.open(Path.of(name));
    }

    /** Where the drawn video goes, if anywhere. */
    public Optional<Path> drawn() {
        return Optional.ofNullable(drawn);
    }

    /** The most frames to take. */
    public long frames() {
        if (frames != null && frames < 1) {
            throw wrong("Expected --frames of at least 1, received " + frames + ". Fix: leave it out.");
        }
        return frames == null ? Long.MAX_VALUE : frames;
    }

    /** How the face is followed. */
    public TrackerOptions tracking() {
        return tracking.options();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
