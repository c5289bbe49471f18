package io.lightmark.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.backend.reference.ReferenceBackend;
import io.lightmark.backend.reference.ReferencePlan;
import io.lightmark.models.Cascade48;
import io.lightmark.nn.Network;
import io.lightmark.nn.WeightSpec;
import io.lightmark.nn.Weights;
import io.lightmark.op.CoordinateClassificationLoss;
import io.lightmark.op.CounterRandom;
import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.LossFunction;
import io.lightmark.op.Op;
import io.lightmark.op.Pass;
import io.lightmark.op.SgdUpdate;
import io.lightmark.op.SoftArgmax;
import io.lightmark.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradient of a whole network: with plain gradient descent at rate 1 a parameter moves by minus its gradient, which
 * must be the derivative of the loss by central differences, all in double on the oracle.
 */
final class TrainingLoweringTest {
    private static final double STEP = 1e-5;
    private static final double LIMIT = 1e-6;
    private static final int BATCH = 3;

    /** The mean square of coordinates, or of logits the divergence from the target's Gaussian. */
    private record Rule(boolean classifies) implements LossRule {
        @Override
        public Op loss(Shape prediction) {
            return ElementwiseLoss.mean(prediction, LossFunction.SQUARED);
        }

        @Override
        public Optional<Op> lossOfLogits(SoftArgmax expectation) {
            return classifies
                    ? Optional.of(
                            new CoordinateClassificationLoss(expectation.input(), expectation.reach(), 1.5f, 0.5f))
                    : Optional.empty();
        }
    }

    private static final Rule COORDINATES = new Rule(false);
    private static final Rule CLASSES = new Rule(true);

    static Stream<Arguments> networks() {
        return Stream.concat(
                Networks.all().stream().map(network -> Arguments.of(network.name(), network, COORDINATES)),
                Stream.of(Arguments.of("coordinates as classes, classified", head(), CLASSES)));
    }

    private static Network head() {
        return Networks.all().stream()
                .filter(network -> network.name().equals("coordinates as classes"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void lossesOfLogitsLeaveTheExpectationOut() {
        Network network = head();
        Program classified = program(network, CLASSES);
        assertEquals(Shape.of(BATCH, 2, 1, 12), classified.value("prediction").shape());
        assertEquals(Shape.of(BATCH, 4), classified.value("target").shape());
        assertTrue(classified.steps().stream().noneMatch(step -> step.op() instanceof SoftArgmax));
        Program regressed = program(network, COORDINATES);
        assertEquals(Shape.of(BATCH, 4), regressed.value("prediction").shape());
        assertEquals(
                2,
                regressed.steps().stream()
                        .filter(step -> step.op() instanceof SoftArgmax)
                        .count(),
                "forward and backward");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void everyParameterMovesByMinusItsDerivative(String name, Network network, LossRule loss) {
        Program program = program(network, loss);
        try (ReferenceBackend backend = new ReferenceBackend();
                ReferencePlan plan = backend.plan(program)) {
            Step step = new Step(plan, network);
            double[][] before = step.parameters();
            step.run(1);
            double[][] after = step.parameters();
            step.restore(before);
            double largest = 0;
            for (int p = 0; p < before.length; p++) {
                for (int i = 0; i < before[p].length; i++) {
                    largest = Math.max(largest, Math.abs(before[p][i] - after[p][i]));
                }
            }
            assertTrue(largest > 1e-3, name + ": largest gradient " + largest);
            int checked = 0;
            int skipped = 0;
            for (int p = 0; p < before.length; p++) {
                double[] live = step.parameter(p);
                int stride = Math.max(1, live.length / 12);
                for (int i = 0; i < live.length; i += stride) {
                    double numeric = step.derivative(live, i, STEP);
                    double finer = step.derivative(live, i, STEP / 4);
                    if (Math.abs(numeric - finer) > 0.5 * LIMIT * largest) {
                        skipped++;
                        continue;
                    }
                    checked++;
                    assertEquals(
                            numeric,
                            before[p][i] - after[p][i],
                            LIMIT * largest,
                            name + ": " + step.name(p) + "[" + i + "]");
                }
            }
            assertTrue(skipped <= checked / 20, name + ": " + skipped + " of " + checked + " lay at kinks");
        }
    }

    @Test
    void runningStatisticsMoveOnceAStep() {
        Network network = Networks.all().get(0);
        try (ReferenceBackend backend = new ReferenceBackend();
                ReferencePlan plan = backend.plan(program(network, COORDINATES))) {
            Step step = new Step(plan, network);
            Value mean = plan.program().value("stem.bn.running_mean");
            double start = plan.values(mean)[0];
            step.run(0);
            double once = plan.values(mean)[0];
            step.run(0);
            double twice = plan.values(mean)[0];
            assertEquals(
                    0.9 * (once - start), twice - once, 1e-9, "the same batch moves them by 0.9 of the way before");
        }
    }

    @Test
    void cascadeStepHasOneUpdatePerParameterAndNoUselessStep() {
        Network network = Cascade48.network(5);
        Program program = program(network, COORDINATES);
        long updates = program.steps().stream()
                .filter(step -> step.op() instanceof SgdUpdate)
                .count();
        assertEquals(
                network.weights().stream().filter(w -> w.kind().isTrainable()).count(), updates);
        for (io.lightmark.graph.Step step : program.steps()) {
            long written = java.util.stream.IntStream.range(0, step.values().size())
                    .filter(i -> step.op().operands(step.pass()).get(i).isWritten()
                            && step.values().get(i) != io.lightmark.graph.Step.OMITTED)
                    .count();
            assertTrue(written > 0, step.label() + " " + step.pass() + " writes nothing");
        }
        io.lightmark.graph.Step first = program.steps().stream()
                .filter(step -> step.pass() == Pass.BACKWARD && step.label().equals("conv1.conv"))
                .findFirst()
                .orElseThrow();
        assertTrue(first.values().contains(io.lightmark.graph.Step.OMITTED), "the picture's gradient is not computed");
    }

    private static Program program(Network network, LossRule loss) {
        return TrainingLowering.lower(network, BATCH, PictureInput.PIXELS, loss, TrainingLoweringTest::update);
    }

    private static Op update(WeightSpec spec) {
        return new SgdUpdate(spec.shape(), 0, 0, 1);
    }

    /** A plan of one training step with weights, a batch and a target in it. */
    private static final class Step {
        private final ReferencePlan plan;
        private final List<WeightSpec> trainable;

        Step(ReferencePlan plan, Network network) {
            this.plan = plan;
            this.trainable = network.weights().stream()
                    .filter(spec -> spec.kind().isTrainable())
                    .toList();
            Weights weights = Networks.weights(network, 5);
            weights.asMap().forEach((name, tensor) -> {
                if (plan.program().has(name)) {
                    plan.write(plan.program().value(name), tensor.data());
                }
            });
            fill("input", 1);
            fill("target", 2);
            plan.values(plan.program().value("runState"))[2] = 3;
        }

        private void fill(String name, int stream) {
            double[] values = plan.values(plan.program().value(name));
            for (int i = 0; i < values.length; i++) {
                values[i] = CounterRandom.gaussian(stream, i);
            }
        }

        double run(double rate) {
            plan.values(plan.program().value("rate"))[0] = rate;
            plan.runSteps();
            return plan.values(plan.program().value("loss"))[0];
        }

        double derivative(double[] parameter, int i, double step) {
            double kept = parameter[i];
            parameter[i] = kept + step;
            double up = run(0);
            parameter[i] = kept - step;
            double down = run(0);
            parameter[i] = kept;
            return (up - down) / (2 * step);
        }

        String name(int p) {
            return trainable.get(p).name();
        }

        double[] parameter(int p) {
            return plan.values(plan.program().value(name(p)));
        }

        double[][] parameters() {
            double[][] copy = new double[trainable.size()][];
            for (int p = 0; p < copy.length; p++) {
                copy[p] = parameter(p).clone();
            }
            return copy;
        }

        void restore(double[][] contents) {
            for (int p = 0; p < contents.length; p++) {
                System.arraycopy(contents[p], 0, parameter(p), 0, contents[p].length);
            }
        }
    }
}
