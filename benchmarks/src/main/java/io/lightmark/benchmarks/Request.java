package io.lightmark.benchmarks;

import io.lightmark.benchmarks.measure.Protocol;
import io.lightmark.benchmarks.peer.Peers;
import io.lightmark.benchmarks.task.Task;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import java.nio.file.Path;
import java.util.List;

/**
 * What the harness is asked to measure: every task with every batch and every number of threads.
 *
 * @param network the network that runs alone and is trained
 * @param weights its weights
 * @param cascade the cascade that runs whole
 * @param photos what the cascade sees; none for generated faces
 * @param tasks the tasks
 * @param batches batches of tasks that only run
 * @param trainingBatch batch of a training step
 * @param threads numbers of threads
 * @param peers who else runs
 * @param protocol how it is timed
 */
public record Request(
        Network network,
        Weights weights,
        LandmarkCascade cascade,
        List<Path> photos,
        List<Task> tasks,
        List<Integer> batches,
        int trainingBatch,
        List<Integer> threads,
        List<Peers> peers,
        Protocol protocol) {
    public Request {
        photos = List.copyOf(photos);
        tasks = List.copyOf(tasks);
        batches = List.copyOf(batches);
        threads = List.copyOf(threads);
        peers = List.copyOf(peers);
        requirePositive("batch", batches);
        requirePositive("training batch", List.of(trainingBatch));
        requirePositive("thread count", threads);
    }

    private static void requirePositive(String what, List<Integer> values) {
        for (int value : values) {
            if (value < 1) {
                throw new IllegalArgumentException(
                        "Expected a " + what + " of at least 1, received " + value + ". Fix: use 1 or more.");
            }
        }
    }
}
