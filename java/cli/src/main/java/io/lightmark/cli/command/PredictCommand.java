package io.lightmark.cli.command;

import io.lightmark.backend.Backend;
import io.lightmark.cascade.CascadePredictor;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.cli.option.AveragingOption;
import io.lightmark.cli.option.DeviceOptions;
import io.lightmark.cli.option.JsonOption;
import io.lightmark.cli.option.ModelPath;
import io.lightmark.cli.option.VideoOptions;
import io.lightmark.cli.output.OutputFolder;
import io.lightmark.cli.prediction.FailedPhoto;
import io.lightmark.cli.prediction.PhotoDrawing;
import io.lightmark.cli.prediction.PhotoList;
import io.lightmark.cli.prediction.PhotoPoints;
import io.lightmark.cli.prediction.PredictedPhoto;
import io.lightmark.cli.prediction.VideoPrediction;
import io.lightmark.vision.image.Picture;
import io.lightmark.vision.image.PictureReader;
import io.lightmark.vision.image.Reading;
import io.lightmark.vision.video.VideoSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lightmark predict}: landmarks of photos. */
@Command(
        name = "predict",
        header = "Finds the landmarks of photos.",
        description = {
            "Takes photos (JPEG, PNG, BMP) and folders of photos, and prints one CSV line each: file, width, height,"
                    + " sound, x1, y1, x2, … in pixels, a whole number being the centre of a pixel. 'sound' is false"
                    + " where the face's crop had to be moved or was not found: look at such photos.",
            "",
            "With --video it follows one face: level 1 only begins the track, from then on level 2 looks where the"
                    + " landmarks of the frame before were; the landmarks are smoothed.",
            "",
            "A photo that cannot be read is reported and the others go on; the exit code is then 1."
        },
        footer = {
            "  lightmark predict --model face.safetensors holiday.jpg",
            "  lightmark predict --model face.safetensors photos/ --draw drawn > landmarks.csv",
            "  lightmark predict --model face.safetensors photos/ --json landmarks.json",
            "  lightmark predict --model face.safetensors --video clip.avi --draw-video drawn.avi > landmarks.csv"
        })
public final class PredictCommand implements Callable<Integer> {
    private static final List<String> PHOTO_OPTIONS = List.of("--draw", "--pts");
    private static final List<String> VIDEO_OPTIONS = List.of("--draw-video", "--frames", "--smoothing", "--follow");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "A model file.")
    private @Nullable Path model;

    @Parameters(
            arity = "0..*",
            paramLabel = "PHOTO",
            showDefaultValue = Visibility.NEVER,
            description = "Photos, and folders whose photos are all taken.")
    private List<Path> photos = new ArrayList<>();

    @Option(
            names = "--draw",
            paramLabel = "FOLDER",
            description = "Draw each photo with its landmarks into this folder: level 1 red, level 2 blue.")
    private @Nullable Path draw;

    @Option(
            names = "--pts",
            paramLabel = "FOLDER",
            description =
                    "Write each photo's landmarks into a .pts file of 300-W's form in this folder (pixels count from"
                            + " 1 there).")
    private @Nullable Path pts;

    @Option(names = "--csv", description = "Print CSV even when --json is given.")
    private boolean csv;

    @Option(
            names = "--force",
            description = "Write into --draw and --pts even if they are not empty, and replace --draw-video.")
    private boolean force;

    @Mixin
    private AveragingOption looks = new AveragingOption();

    @Mixin
    private VideoOptions video = new VideoOptions();

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        if (photos.isEmpty() != video.isWanted()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Expected PHOTO or --video, received " + (video.isWanted() ? "both" : "neither")
                            + ". Fix: name photos, or a video.");
        }
        requireOneKind();
        LandmarkCascade cascade = ModelPath.load(spec, Objects.requireNonNull(model));
        if (video.isWanted()) {
            follow(cascade);
            return ExitCode.OK;
        }
        List<Path> files = PhotoList.of(photos);
        OutputFolder folder = draw == null ? null : OutputFolder.claim(spec, "--draw", draw, force);
        PhotoDrawing drawing = folder == null ? null : new PhotoDrawing(folder);
        OutputFolder pointFolder = pts == null ? null : OutputFolder.claim(spec, "--pts", pts, force);
        PhotoPoints points = pointFolder == null ? null : new PhotoPoints(pointFolder);
        boolean table = (csv || !json.isWanted()) && !json.isPrinted();
        PrintWriter out = spec.commandLine().getOut();
        if (table) {
            out.println(PredictedPhoto.csvHeading(cascade.points()));
        }
        List<PredictedPhoto> predicted = new ArrayList<>();
        List<FailedPhoto> failed = new ArrayList<>();
        String used;
        try (Backend backend = device.openForSinglePictures();
                CascadePredictor predictor = cascade.predictor(backend, 1, looks.averaging())) {
            used = backend.describe();
            PictureReader reader = new PictureReader();
            for (Path file : files) {
                Reading reading = reader.attempt(file);
                if (reading instanceof Reading.Refused refused) {
                    failed.add(report(refused));
                    continue;
                }
                Picture picture = reading.orThrow();
                PredictedPhoto photo = new PredictedPhoto(
                        file.toString(),
                        picture.width(),
                        picture.height(),
                        predictor.predict(picture.bgr(), picture.width(), picture.height()));
                predicted.add(photo);
                if (table) {
                    out.println(photo.csv());
                    out.flush();
                }
                if (drawing != null) {
                    drawing.draw(file, picture, photo.prediction());
                }
                if (points != null && !points.write(file, photo.prediction())) {
                    spec.commandLine().getErr().println(file + ": no .pts file, a landmark is no number");
                }
            }
        }
        finish(predicted, failed, used, folder, pointFolder);
        return failed.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Options of photos mean nothing for a video, and the other way round: they are refused, not passed over. */
    private void requireOneKind() {
        for (String name : video.isWanted() ? PHOTO_OPTIONS : VIDEO_OPTIONS) {
            if (spec.commandLine().getParseResult().hasMatchedOption(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "Expected options of " + (video.isWanted() ? "a video" : "photos") + ", received " + name
                                + ". Fix: leave it out, or "
                                + (video.isWanted() ? "name photos in place of --video." : "name a video by --video."));
            }
        }
    }

    private void follow(LandmarkCascade cascade) {
        boolean table = (csv || !json.isWanted()) && !json.isPrinted();
        PrintWriter out = table ? spec.commandLine().getOut() : new PrintWriter(PrintWriter.nullWriter());
        Optional<Path> drawn = video.drawn(force);
        try (VideoSource source = video.open();
                Backend backend = device.openForSinglePictures();
                CascadePredictor predictor = cascade.predictor(backend, 1, looks.averaging())) {
            VideoPrediction prediction = new VideoPrediction(predictor, video.tracking(), video.frames(), drawn, out);
            VideoPrediction.Summary summary = prediction.run(source);
            PrintWriter err = spec.commandLine().getErr();
            err.println(summary.text());
            err.flush();
            Map<String, @Nullable Object> figures = new LinkedHashMap<>();
            figures.put("model", String.valueOf(model));
            figures.put("device", backend.describe());
            figures.put("testTimeAveraging", looks.averaging().text());
            figures.put("video", source.name());
            figures.put("framesPerSecond", source.framesPerSecond());
            figures.putAll(summary.toMap());
            figures.put("drawing", drawn.map(Path::toString).orElse(null));
            json.write(figures);
        }
    }

    private FailedPhoto report(Reading.Refused refused) {
        spec.commandLine().getErr().println(refused.file() + ": " + refused.detail() + ". Fix: " + refused.fix());
        return new FailedPhoto(refused.file(), refused.reason().key(), refused.detail(), refused.fix());
    }

    private void finish(
            List<PredictedPhoto> predicted,
            List<FailedPhoto> failed,
            String used,
            @Nullable OutputFolder folder,
            @Nullable OutputFolder pointFolder) {
        PrintWriter err = spec.commandLine().getErr();
        long unsound = predicted.stream()
                .filter(photo -> !photo.prediction().isSound())
                .count();
        err.println((predicted.size() + failed.size()) + " read = " + predicted.size() + " predicted (" + unsound
                + " not sound) + " + failed.size() + " failed");
        err.flush();
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("model", String.valueOf(model));
        figures.put("device", used);
        figures.put("testTimeAveraging", looks.averaging().text());
        figures.put("read", predicted.size() + failed.size());
        figures.put("predicted", predicted.size());
        figures.put("notSound", unsound);
        figures.put("failed", failed.size());
        figures.put("pictures", predicted.stream().map(PredictedPhoto::toMap).toList());
        figures.put("failures", failed.stream().map(FailedPhoto::toMap).toList());
        figures.put("drawings", folder == null ? List.of() : folder.listing());
        figures.put("pointFiles", pointFolder == null ? List.of() : pointFolder.listing());
        json.write(figures);
    }
}
