package io.lightmark.cli.experiment;

import io.lightmark.metric.ErrorCollector;
import io.lightmark.metric.ErrorFigures;
import io.lightmark.metric.Normaliser;
import java.util.List;
import java.util.OptionalDouble;

/**
 * All that is known about a finished run: what tables and reports are made from. Kept in the run's folder by {@link
 * RunResultFile}.
 *
 * @param subject what was trained, and how
 * @param model what came of it
 * @param data the pictures
 * @param effort what the training took
 * @param timing how long one picture takes on one thread
 * @param predictions what the model says about each held-out picture
 * @param curve the loss of every step, and the validations
 */
public record RunResult(
        Subject subject,
        Model model,
        Data data,
        Effort effort,
        Timing timing,
        List<Predicted> predictions,
        RunCurve curve) {
    /**
     * What was trained, and how.
     *
     * @param experiment name of the experiment
     * @param run name of the run, see {@link ExperimentRun#id}
     * @param identity text that tells the run from one with other options or data
     * @param contestant key of the network in the experiment
     * @param title the network for people
     * @param publishedPercent the published error, if there is one
     * @param recipe key of the recipe
     * @param recipeTitle the recipe for people
     * @param preset the recipe in full
     */
    public record Subject(
            String experiment,
            String run,
            String identity,
            String contestant,
            String title,
            OptionalDouble publishedPercent,
            String recipe,
            String recipeTitle,
            String preset) {}

    /**
     * The trained model.
     *
     * @param network name in the catalogue
     * @param height rows of its input
     * @param width columns of its input
     * @param points landmarks
     * @param parameters trainable ones
     * @param multiplyAdds of one picture
     * @param fileBytes size of the model file
     */
    public record Model(
            String network, int height, int width, int points, long parameters, long multiplyAdds, long fileBytes) {}

    /**
     * The pictures.
     *
     * @param source where they come from
     * @param split which of them are held out
     * @param seed of everything drawn
     * @param trained pictures that trained
     * @param choosing pictures that chose the weights
     * @param judged pictures held out
     */
    public record Data(String source, String split, long seed, int trained, int choosing, int judged) {}

    /**
     * What the training took.
     *
     * @param device where it ran
     * @param epochs length of the run
     * @param batch pictures per step
     * @param steps length of the run
     * @param bestSteps steps done when the weights were taken
     * @param seconds wall time, validations included
     * @param imagesPerSecond validations left out
     */
    public record Effort(
            String device,
            double epochs,
            int batch,
            long steps,
            long bestSteps,
            double seconds,
            double imagesPerSecond) {}

    /**
     * Median times for one picture, batch 1.
     *
     * @param device where
     * @param forwardMicros the network alone, from host array to host array
     * @param pictureMicros from a decoded picture to landmarks
     * @param fileMicros from a JPEG file to landmarks
     */
    public record Timing(String device, double forwardMicros, double pictureMicros, double fileMicros) {}

    /**
     * One held-out picture.
     *
     * @param name in the dataset
     * @param width in pixels
     * @param height in pixels
     * @param truth true landmarks x₁, y₁, x₂, … in pixels
     * @param points predicted landmarks in pixels, possibly not finite
     */
    public record Predicted(String name, int width, int height, float[] truth, float[] points) {}

    public RunResult {
        predictions = List.copyOf(predictions);
    }

    /** The errors on the held-out pictures, as shares of a length. */
    public ErrorFigures errors(Normaliser normaliser) {
        ErrorCollector collector = new ErrorCollector(model.points());
        for (Predicted each : predictions) {
            collector.add(each.points(), each.truth(), normaliser.length(each.truth(), each.width(), each.height()));
        }
        return collector.figures();
    }
}
