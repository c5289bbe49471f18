package io.lightmark.cli.option;

import io.lightmark.cascade.CropPolicies;
import io.lightmark.track.OneEuro;
import io.lightmark.track.TrackerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code --smoothing} and {@code --follow}: how a face is followed from frame to frame. */
public final class TrackingOptions {
    private static final String NONE = "none";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--smoothing",
            paramLabel = "CUTOFF,BETA,SPEED",
            split = ",",
            description = "One-Euro filter: cutoff at rest in Hz, its rise per face size a second, cutoff of the speed;"
                    + " or none (default: 1,10,1).")
    private List<String> smoothing = new ArrayList<>();

    @Option(
            names = "--follow",
            paramLabel = "POLICY",
            description = "Where a model of one level looks once it has found the face, such as 'spread 0.25' for one"
                    + " trained on cut-out faces (default: the whole frame).")
    private @Nullable String follow;

    /**
     * How the face is followed.
     *
     * @throws ParameterException for values that the library refuses
     */
    public TrackerOptions options() {
        try {
            TrackerOptions options = TrackerOptions.DEFAULT;
            if (!smoothing.isEmpty()) {
                options = options.withSmoothing(smoothing());
            }
            return follow == null ? options : options.withFollow(CropPolicies.parse(follow));
        } catch (IllegalArgumentException | TypeConversionException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<OneEuro> smoothing() {
        if (smoothing.equals(List.of(NONE))) {
            return Optional.empty();
        }
        if (smoothing.size() != 3) {
            throw wrong("Expected three numbers or none at --smoothing, received " + String.join(",", smoothing)
                    + ". Fix: write 1,10,1.");
        }
        List<Double> numbers =
                smoothing.stream().map(new StrictDecimal()::convert).toList();
        return Optional.of(new OneEuro(numbers.get(0), numbers.get(1), numbers.get(2)));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
