package io.lightmark.cli.option;

import io.lightmark.track.TrackerOptions;
import io.lightmark.vision.video.VideoSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
        return isCamera() ? VideoSource.camera(Integer.parseInt(name)) : VideoSource.open(Path.of(name));
    }

    /**
     * Where the drawn video goes, if anywhere.
     *
     * @param force whether a file that is there may be replaced; the video being read may never be
     * @throws ParameterException if it may not be written there
     */
    public Optional<Path> drawn(boolean force) {
        if (drawn == null || !Files.exists(drawn)) {
            return Optional.ofNullable(drawn);
        }
        if (isRead(drawn)) {
            throw wrong("Expected --draw-video to be another file than --video, received " + drawn
                    + " for both. Fix: choose another name.");
        }
        if (!force || !Files.isRegularFile(drawn)) {
            throw wrong("Expected --draw-video to be a new file, received " + drawn
                    + ", which is there already. Fix: choose another name, or replace a file with --force.");
        }
        return Optional.of(drawn);
    }

    private boolean isRead(Path file) {
        if (isCamera()) {
            return false;
        }
        try {
            Path read = Path.of(Objects.requireNonNull(video));
            return Files.exists(read) && Files.isSameFile(read, file);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected files that can be compared, received " + video + " and " + file + " (" + e
                            + "). Fix: check the paths.",
                    e);
        }
    }

    private boolean isCamera() {
        return CAMERA.matcher(Objects.requireNonNull(video)).matches();
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
