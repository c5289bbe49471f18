package io.lightmark.benchmarks.peer;

import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;

/** A runtime that can run a trained network's forward pass. To add a peer, implement this and name it in {@link Peers}. */
public interface ForwardPeer {
    /** Name on the command line and in files. */
    String name();

    /**
     * Makes a network ready.
     *
     * @param batch images per run
     * @param threads threads that may work on one run, the caller counted
     */
    ForwardContender prepare(Network network, Weights weights, int batch, int threads);
}
