package io.lightmark.cli.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a run's training went.
 *
 * @param steps one entry per step, in order
 * @param validations one entry per validation, in order
 * @param seconds wall time of the training, validations included, over all attempts
 */
public record RunCurve(List<Step> steps, List<Judged> validations, double seconds) {
    private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?(?:E-?\\d+)?)";
    /** Always three decimals, so that a line which was cut short is known by its end. */
    private static final String SECONDS = "(\\d{1,12}\\.\\d{3})";

    private static final Pattern STEP = Pattern.compile("step,(\\d{1,18})," + NUMBER + "," + NUMBER + "," + SECONDS);
    private static final Pattern VALIDATION = Pattern.compile("validation,(\\d{1,18})," + NUMBER + "," + SECONDS);

    /**
     * One step.
     *
     * @param steps done, this one included
     * @param loss of its batch
     * @param rate its learning rate
     */
    public record Step(long steps, double loss, double rate) {}

    /**
     * One validation.
     *
     * @param steps done before it
     * @param error mean error by the picture's diagonal on the pictures that choose the weights
     */
    public record Judged(long steps, double error) {}

    public RunCurve {
        steps = List.copyOf(steps);
        validations = List.copyOf(validations);
    }

    /** The curve that {@link CurveLog} kept in a file; empty without one. */
    static RunCurve of(Path file) {
        return ofLines(linesUpTo(file, Long.MAX_VALUE));
    }

    static RunCurve ofLines(List<String> lines) {
        List<Step> steps = new ArrayList<>();
        List<Judged> validations = new ArrayList<>();
        double seconds = 0;
        for (String line : lines) {
            Matcher step = STEP.matcher(line);
            Matcher validation = VALIDATION.matcher(line);
            if (step.matches()) {
                steps.add(new Step(Long.parseLong(step.group(1)), number(step, 2), number(step, 3)));
                seconds = number(step, 4);
            } else if (validation.matches()) {
                validations.add(new Judged(Long.parseLong(validation.group(1)), number(validation, 2)));
                seconds = number(validation, 3);
            }
        }
        return new RunCurve(steps, validations, seconds);
    }

    /** The whole lines about the first steps of a run; what a power cut left of a line is no line. */
    static List<String> linesUpTo(Path file, long steps) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(line -> isUpTo(line, steps))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected the losses of a run, received " + file + " (" + e + "). Fix: delete the file.", e);
        }
    }

    private static boolean isUpTo(String line, long steps) {
        Matcher step = STEP.matcher(line);
        Matcher validation = VALIDATION.matcher(line);
        return (step.matches() && Long.parseLong(step.group(1)) <= steps)
                || (validation.matches() && Long.parseLong(validation.group(1)) <= steps);
    }

    private static double number(Matcher matcher, int group) {
        return Double.parseDouble(matcher.group(group));
    }
}
