package io.lightmark.benchmarks.jmh;

import io.lightmark.benchmarks.TrainingProblem;
import io.lightmark.graph.InferenceLowering;
import io.lightmark.graph.PictureInput;
import io.lightmark.graph.Program;
import io.lightmark.graph.TrainingLowering;
import io.lightmark.models.Cascade48;
import io.lightmark.nn.Initialization;
import io.lightmark.nn.Network;
import io.lightmark.op.Activation;
import io.lightmark.op.Conv2d;
import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.Linear;
import io.lightmark.op.Pass;
import io.lightmark.op.SqueezeExcite;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The problems that are worth timing, in sets. */
public enum OpProblems {
    /** Every different operation of Cascade48's inference plan for one picture. */
    CASCADE48_INFERENCE {
        @Override
        public List<OpProblem> problems() {
            Network network = Cascade48.network(5);
            return of(InferenceLowering.lower(network, Initialization.HE.draw(network, 1), 1, PictureInput.PIXELS)
                    .program());
        }
    },
    /** Every different operation of Cascade48's training step for 128 pictures, forward, backward and update. */
    CASCADE48_TRAINING {
        @Override
        public List<OpProblem> problems() {
            return of(TrainingLowering.lower(
                    Cascade48.network(5), 128, PictureInput.PIXELS, TrainingProblem.LOSS, TrainingProblem.UPDATE));
        }
    },
    /** Layers of MobileNet V1, V2 and V3 at 224 × 224 that Cascade48 has nothing like, for one picture. */
    MOBILENET {
        @Override
        public List<OpProblem> problems() {
            return Stream.of(
                            new Conv2d(image(224, 3), 32, Window.same(3, 2), true, Activation.RELU6, false),
                            pointwise(112, 32, 64, Activation.RELU6),
                            pointwise(56, 24, 144, Activation.RELU6),
                            pointwise(14, 512, 512, Activation.RELU6),
                            pointwise(14, 112, 672, Activation.HSWISH),
                            pointwise(7, 960, 160, Activation.IDENTITY),
                            pointwise(7, 160, 960, Activation.HSWISH),
                            depthwise(112, 96, 3, 2, Activation.RELU6),
                            depthwise(56, 144, 3, 1, Activation.RELU6),
                            depthwise(28, 120, 5, 1, Activation.RELU),
                            depthwise(14, 672, 5, 2, Activation.HSWISH),
                            depthwise(7, 960, 5, 1, Activation.HSWISH),
                            new SqueezeExcite(image(14, 672), 168),
                            new Linear(Shape.of(1, 1280), 1000, true, Activation.IDENTITY))
                    .map(op -> new OpProblem(op, Pass.FORWARD))
                    .toList();
        }
    };

    /** The problems of the set, each once. */
    public abstract List<OpProblem> problems();

    /** The problem of this description in any set. */
    public static OpProblem find(String description) {
        OpProblem problem = Lines.PROBLEMS.get(description);
        if (problem == null) {
            throw new IllegalArgumentException("Expected the description of a problem, received '" + description
                    + "'. Fix: use a line that " + OpBenchmarkCommand.class.getSimpleName() + " --list prints.");
        }
        return problem;
    }

    /** All problems by description, made when first asked for. */
    private static final class Lines {
        static final Map<String, OpProblem> PROBLEMS = Arrays.stream(values())
                .flatMap(set -> set.problems().stream())
                .collect(Collectors.toMap(OpProblem::describe, problem -> problem, (first, second) -> first));
    }

    /** The different operations of a program. */
    static List<OpProblem> of(Program program) {
        Map<String, OpProblem> problems = new LinkedHashMap<>();
        program.steps().forEach(step -> {
            OpProblem problem = new OpProblem(step.op(), step.pass());
            problems.putIfAbsent(problem.describe(), problem);
        });
        return new ArrayList<>(problems.values());
    }

    private static Shape image(int side, int channels) {
        return Shape.of(1, side, side, channels);
    }

    private static Conv2d pointwise(int side, int inputs, int outputs, Activation activation) {
        return new Conv2d(image(side, inputs), outputs, Window.same(1, 1), true, activation, false);
    }

    private static DepthwiseConv2d depthwise(int side, int channels, int kernel, int stride, Activation activation) {
        return new DepthwiseConv2d(image(side, channels), Window.same(kernel, stride), true, activation);
    }
}
