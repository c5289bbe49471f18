package io.lightmark.benchmarks.task;

import io.lightmark.backend.Backend;
import io.lightmark.benchmarks.Photos;
import io.lightmark.benchmarks.measure.Interleaved;
import io.lightmark.benchmarks.peer.Peers;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a task is measured with.
 *
 * @param network the network that runs alone and is trained
 * @param weights its weights
 * @param cascade the cascade that runs whole
 * @param photos what the cascade sees
 * @param batch pictures per run
 * @param threads threads of every contender
 * @param backend ours, opened with that many threads
 * @param peers who else runs
 * @param clock the timing protocol
 * @param notes lines for people: peers left out, and why
 */
public record Setting(
        Network network,
        Weights weights,
        LandmarkCascade cascade,
        Photos photos,
        int batch,
        int threads,
        Backend backend,
        List<Peers> peers,
        Interleaved clock,
        Consumer<String> notes) {
    public Setting {
        peers = List.copyOf(peers);
    }
}
