package io.lightmark.cli.command;

import io.lightmark.backend.Backend;
import io.lightmark.cascade.CascadePredictor;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.cli.jitter.JitterFigures;
import io.lightmark.cli.jitter.JitterMeasurement;
import io.lightmark.cli.option.DeviceOptions;
import io.lightmark.cli.option.JsonOption;
import io.lightmark.cli.option.ModelPath;
import io.lightmark.cli.option.TrackingOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lightmark jitter}: how much a model's landmarks tremble in a video, and how far smoothing sets them back. */
@Command(
        name = "jitter",
        header = "Measures how much landmarks tremble from frame to frame, and how far smoothing lags.",
        description = {
            "Follows generated faces whose true landmarks are known, once still under the noise of a sensor and once"
                    + " moving, as 'predict --video' follows one. Jitter is what the errors change from frame to frame:"
                    + " the root mean square distance by which white noise that trembles as much would move a landmark"
                    + " (1.41 times its deviation in each coordinate), in percent of the distance between the eyes. Lag is how many frames the smoothed landmarks are behind the predicted ones."
        },
        footer = {
            "  lightmark jitter --model face.safetensors",
            "  lightmark jitter --model face.safetensors --smoothing 0.5,20,1 --faces 8 --json jitter.json"
        })
public final class JitterCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "A model of five points.")
    private @Nullable Path model;

    @Option(names = "--faces", paramLabel = "N", defaultValue = "4", description = "Faces, each still and moving.")
    private int faces;

    @Option(names = "--frames", paramLabel = "N", defaultValue = "90", description = "Frames of each sequence.")
    private int frames;

    @Option(names = "--rate", paramLabel = "HZ", defaultValue = "30", description = "Frames per second.")
    private double rate;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the first face.")
    private long seed;

    @Mixin
    private TrackingOptions tracking = new TrackingOptions();

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        if (faces < 1 || faces > 1000 || frames < 10 || frames > 100_000 || !(rate > 0 && rate <= 1000)) {
            throw wrong("Expected --faces of 1 to 1000, --frames of 10 to 100000 and --rate above 0 to 1000, received "
                    + faces + ", " + frames + " and " + rate + ". Fix: leave them out.");
        }
        LandmarkCascade cascade = ModelPath.load(spec, Objects.requireNonNull(model));
        if (cascade.points() != JitterMeasurement.POINTS) {
            throw wrong("Expected a model of 5 points, which generated faces have, received one of " + cascade.points()
                    + ". Fix: use a model for 5 points.");
        }
        try (Backend backend = device.openForSinglePictures();
                CascadePredictor predictor = cascade.predictor(backend)) {
            JitterFigures figures =
                    new JitterMeasurement(predictor, tracking.options(), faces, frames, rate, seed).run();
            if (!json.isPrinted()) {
                spec.commandLine().getOut().print(figures.text());
                spec.commandLine().getOut().flush();
            }
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("model", String.valueOf(model));
            map.put("device", backend.describe());
            map.put("faces", faces);
            map.put("frames", frames);
            map.put("framesPerSecond", rate);
            map.put("smoothing", String.valueOf(tracking.options().smoothing().orElse(null)));
            map.putAll(figures.toMap());
            json.write(map);
        }
        return ExitCode.OK;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
