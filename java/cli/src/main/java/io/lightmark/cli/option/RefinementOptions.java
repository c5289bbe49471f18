package io.lightmark.cli.option;

import io.lightmark.cascade.CascadeLevel;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.cascade.LevelOptions;
import io.lightmark.train.CheckpointAveraging;
import io.lightmark.train.Refinement;
import io.lightmark.train.Teacher;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a training takes from older models, and what becomes of its best steps. */
public final class RefinementOptions {
    private static final int RECALIBRATION_BATCHES = 100;
    private static final float EVEN_SHARE = 0.5f;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--start",
            paramLabel = "MODEL",
            description =
                    "Begin with the weights of this older model, level by level, wherever a layer has the same name"
                            + " and shape, be it for other landmarks: what it learnt of faces need not be learnt again.")
    private @Nullable Path start;

    @Option(
            names = "--teacher",
            paramLabel = "MODEL",
            description =
                    "Learn from what this larger model predicts, too, level by level; inputs must be of one size.")
    private @Nullable Path teacher;

    @Option(
            names = "--teacher-share",
            paramLabel = "SHARE",
            description = "Share of the loss that compares with the teacher rather than with the truth (default: 0.5).")
    private @Nullable Double teacherShare;

    @Option(
            names = "--average",
            paramLabel = "N",
            description = "Average the weights of the N steps that validated best, and keep the average if it validates"
                    + " better still.")
    private @Nullable Integer average;

    /**
     * Loads the models that are named.
     *
     * @throws ParameterException for options that have no effect, or a file that is no model
     */
    Models load() {
        if (teacherShare != null && teacher == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Expected --teacher with --teacher-share, received the share alone. Fix: name the teacher's model"
                            + " file, or leave the share out.");
        }
        return new Models(load(start), load(teacher));
    }

    /** The older models of a training. */
    final class Models {
        private final Optional<LandmarkCascade> older;
        private final Optional<LandmarkCascade> larger;

        private Models(Optional<LandmarkCascade> older, Optional<LandmarkCascade> larger) {
            this.older = older;
            this.larger = larger;
        }

        /** The options of a level with what these models and the average add. */
        LevelOptions refine(LevelOptions level, int index) {
            LevelOptions begun = older.map(
                            model -> level.withStart(levelOf(model, index).weights()))
                    .orElse(level);
            Refinement refinement = begun.preset().refinement();
            Refinement taught = larger.map(model -> refinement.withTeacher(teacher(model, begun, index)))
                    .orElse(refinement);
            Refinement averaged = average == null
                    ? taught
                    : taught.withAveraging(new CheckpointAveraging(average, RECALIBRATION_BATCHES));
            return begun.withPreset(begun.preset().withRefinement(averaged));
        }
    }

    /** A teacher that looked elsewhere would predict what it never learnt. */
    private Teacher teacher(LandmarkCascade model, LevelOptions student, int index) {
        if (index >= model.levels().size() || !model.levels().get(index).crop().equals(student.crop())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Expected a teacher whose level " + (index + 1) + " looks at '"
                            + student.crop().text() + "', received "
                            + model.levels().stream()
                                    .map(level -> level.crop().text())
                                    .toList()
                            + ". Fix: train teacher and student with the same levels and crops.");
        }
        CascadeLevel level = model.levels().get(index);
        return new Teacher(
                level.network(),
                level.weights(),
                level.preprocessing(),
                teacherShare == null ? EVEN_SHARE : teacherShare.floatValue());
    }

    private Optional<LandmarkCascade> load(@Nullable Path model) {
        return model == null ? Optional.empty() : Optional.of(ModelPath.load(spec, model));
    }

    private static CascadeLevel levelOf(LandmarkCascade model, int index) {
        return model.levels().get(Math.min(index, model.levels().size() - 1));
    }
}
