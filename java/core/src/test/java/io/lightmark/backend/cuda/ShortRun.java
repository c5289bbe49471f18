package io.lightmark.backend.cuda;

import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.backend.cuda.driver.LiveResources;
import io.lightmark.backend.cuda.driver.LoadedDriver;
import io.lightmark.error.CudaException;
import io.lightmark.error.CudaFatalException;
import io.lightmark.graph.InferenceLowering;
import io.lightmark.graph.PictureInput;
import io.lightmark.graph.Program;
import io.lightmark.graph.TrainingLowering;
import io.lightmark.graph.Value;
import io.lightmark.nn.ConvNormAct;
import io.lightmark.nn.FullyConnected;
import io.lightmark.nn.Initialization;
import io.lightmark.nn.InvertedResidual;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.op.Activation;
import io.lightmark.op.CounterRandom;
import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.LossFunction;
import io.lightmark.op.RunState;
import io.lightmark.op.SgdUpdate;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Trains a tiny network for two steps and predicts with it, on the stand-in, and says in one line how that ended. Has a
 * public constructor, so that {@link FreshClasses} can start it.
 */
public final class ShortRun implements Callable<String> {
    private static final int BATCH = 2;
    private static final CudaOptions OPTIONS = new CudaOptions(LoadedDriver.Kind.STAND_IN, 0, false);

    @Override
    public String call() {
        String result;
        try {
            result = "done " + Integer.toHexString(Arrays.hashCode(trainAndPredict()));
        } catch (CudaException e) {
            result = e.getClass().getSimpleName() + " " + e.code() + " " + e.call() + repeated(e);
        }
        return result + " held " + LiveResources.held();
    }

    /** After a fatal failure: what the next use of the device says, which must be the same. */
    private static String repeated(CudaException first) {
        if (!(first instanceof CudaFatalException)) {
            return "";
        }
        try (Backend again = CudaBackend.open(OPTIONS)) {
            return " then opened " + again.name();
        } catch (CudaFatalException e) {
            return e.code() == first.code() && e.getCause() != null ? " then the same" : " then " + e;
        }
    }

    private static float[] trainAndPredict() {
        Network network = network();
        Weights weights = Initialization.HE.draw(network, 1);
        try (Backend backend = CudaBackend.open(OPTIONS)) {
            float[] losses = train(backend, network, weights);
            float[] prediction =
                    predict(backend, InferenceLowering.lower(network, weights, BATCH, PictureInput.PIXELS));
            float[] all = Arrays.copyOf(losses, losses.length + prediction.length);
            System.arraycopy(prediction, 0, all, losses.length, prediction.length);
            return all;
        }
    }

    private static Network network() {
        return new Network(
                "tiny",
                Shape.of(1, 4, 4, 3),
                List.of(
                        new ConvNormAct("stem", 4, Window.same(3, 2), ConvNormAct.Norm.DEFAULT, Activation.RELU),
                        new InvertedResidual(
                                "block",
                                8,
                                4,
                                3,
                                1,
                                2,
                                InvertedResidual.ExcitePlace.AFTER_ACTIVATION,
                                Activation.HSWISH,
                                ConvNormAct.Norm.DEFAULT),
                        new FullyConnected("out", 2)));
    }

    private static float[] train(Backend backend, Network network, Weights weights) {
        Program program = TrainingLowering.lower(
                network,
                BATCH,
                PictureInput.PIXELS,
                shape -> ElementwiseLoss.mean(shape, LossFunction.SQUARED),
                spec -> new SgdUpdate(spec.shape(), 0.9f, 0, 1));
        float[] losses = new float[2];
        try (Plan plan = backend.plan(program)) {
            weights.asMap().forEach((name, tensor) -> plan.write(program.value(name), tensor.data()));
            fill(plan, "input");
            fill(plan, "target");
            plan.buffer(program.value("rate")).asFloatBuffer().put(0, 0.1f);
            for (int step = 0; step < losses.length; step++) {
                plan.buffer(program.value("runState")).asIntBuffer().put(0, RunState.of(1, step));
                plan.run();
                losses[step] =
                        plan.buffer(program.value("loss")).asFloatBuffer().get(0);
            }
            plan.read(
                    program.value("out.weight"),
                    new float[weights.get("out.weight").data().length]);
        }
        return losses;
    }

    private static float[] predict(Backend backend, InferenceLowering lowering) {
        Program program = lowering.program();
        try (Plan plan = backend.plan(program)) {
            lowering.weights().forEach((name, tensor) -> plan.write(program.value(name), tensor.data()));
            fill(plan, "input");
            plan.run();
            float[] prediction = new float[program.value("prediction").shape().length()];
            plan.read(program.value("prediction"), prediction);
            return prediction;
        }
    }

    private static void fill(Plan plan, String name) {
        Value value = plan.program().value(name);
        float[] data = new float[value.shape().length()];
        for (int i = 0; i < data.length; i++) {
            data[i] = CounterRandom.uniform(CounterRandom.key(3, 0, 0), i) - 0.5f;
        }
        plan.write(value, data);
    }
}
