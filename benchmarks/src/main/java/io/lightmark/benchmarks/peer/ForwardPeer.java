package io.lightmark.benchmarks.peer;

import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** A runtime that can run a trained network's forward pass. To add a peer, implement this and name it in {@link Peers}. */
public interface ForwardPeer {
    /** Name on the command line and in files. */
    String name();

    /**
     * Makes a network ready.
     *
     * @param batch pictures per run
     * @param threads threads that may work on one run, the caller counted
     * @param input where it reads its pixels from: direct, in native byte order, of the whole input's size
     */
    ForwardContender prepare(Network network, Weights weights, int batch, int threads, FloatBuffer input);

    /** Makes a network ready that reads its pixels from a buffer of its own. */
    default ForwardContender prepare(Network network, Weights weights, int batch, int threads) {
        Shape shape = network.input().withN(batch);
        FloatBuffer input = ByteBuffer.allocateDirect(4 * shape.length())
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        return prepare(network, weights, batch, threads, input);
    }
}
