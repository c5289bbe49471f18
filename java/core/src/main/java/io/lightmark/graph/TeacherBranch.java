package io.lightmark.graph;

import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trained network inside the training step of another: it looks at the same pictures, as in inference, and the
 * student's prediction is compared with its own as with a second truth: {@code loss = (1 − share) · loss(truth) + share
 * · loss(teacher)}. Its weights are parameters of the program whose names begin with {@value #PREFIX}. Source: Hinton,
 * Vinyals and Dean, arXiv:1503.02531.
 *
 * @param network the teacher, for pictures of the student's size
 * @param weights its weights
 * @param share of the teacher's loss, between 0 and 1
 */
public record TeacherBranch(Network network, Weights weights, float share) {
    /** Begins the name of everything that belongs to the teacher. */
    public static final String PREFIX = "teacher.";

    /** Whether a value of a training program belongs to the teacher, and not to what is trained. */
    public static boolean owns(Value value) {
        return value.name().startsWith(PREFIX);
    }

    /** Contents of the teacher's parameters by value name. */
    public Map<String, Tensor> parameters() {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        InferenceLowering.lower(network, weights, 1, PictureInput.PIXELS)
                .weights()
                .forEach((name, tensor) -> parameters.put(PREFIX + name, tensor));
        return parameters;
    }

    /** Adds the teacher's steps to a program and returns what it predicts for these pictures. */
    Value append(Program.Builder program, Value pictures) {
        if (!network.input().withN(pictures.shape().n()).equals(pictures.shape())) {
            throw new IllegalArgumentException("Expected a teacher for pictures like " + pictures.shape()
                    + ", received " + network.name() + " for " + network.input()
                    + ". Fix: train a teacher, or this network, with the other's input size.");
        }
        return InferenceLowering.append(program, network, weights, pictures, PREFIX);
    }
}
