package io.lightmark.train;

import io.lightmark.graph.TeacherBranch;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.picture.Preprocessing;

/**
 * A trained network that another one learns from, see {@link TeacherBranch}. Its text form identifies the weights by
 * their fingerprint.
 *
 * @param network for pictures of the student's size, with the student's landmarks
 * @param weights its weights
 * @param preprocessing what it was trained with, which must be the student's
 * @param share between 0 and 1, such as 0.5
 */
public record Teacher(Network network, Weights weights, Preprocessing preprocessing, float share) {
    public Teacher {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("Expected a share of the teacher between 0 and 1, received " + share
                    + ". Fix: use 0.5; train without a teacher for 0.");
        }
    }

    /** The teacher as part of a training step. */
    TeacherBranch branch() {
        return new TeacherBranch(network, weights, share);
    }

    @Override
    public String toString() {
        return "Teacher[network=" + network.name() + ", weights=" + weights.fingerprint() + ", share=" + share + "]";
    }
}
