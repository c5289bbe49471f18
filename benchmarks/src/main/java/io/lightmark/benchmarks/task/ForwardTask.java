package io.lightmark.benchmarks.task;

import io.lightmark.benchmarks.FixedWeights;
import io.lightmark.benchmarks.measure.Agreement;
import io.lightmark.benchmarks.onnx.OnnxLayout;
import io.lightmark.benchmarks.peer.ForwardContender;
import io.lightmark.benchmarks.peer.ForwardPeer;
import io.lightmark.benchmarks.peer.LightmarkPeer;
import io.lightmark.benchmarks.peer.Peers;

/**
 * One level, forward only: float32 pixels already in the runtime's input buffer and in its favourite order, to the
 * prediction in its output buffer. Host call to host result; the seed's figure was of this kind.
 */
public final class ForwardTask {
    /** Greatest difference between two float32 implementations, relative to the largest output. */
    static final double TOLERANCE = 1e-4;

    private static final long PIXEL_SEED = 2;

    private ForwardTask() {}

    /** Checks that all contenders agree, then times them in turn. */
    public static Measured measure(Setting setting) {
        float[] pixels = FixedWeights.pixels(setting.network().input().withN(setting.batch()), PIXEL_SEED);
        try (Contenders<ForwardContender> contenders = new Contenders<>()) {
            contenders.add(
                    LightmarkPeer.prepare(setting.backend(), setting.network(), setting.weights(), setting.batch()));
            for (Peers peer : setting.peers()) {
                for (ForwardPeer runtime : peer.forward(OnnxLayout.NCHW)) {
                    contenders.add(
                            runtime.prepare(setting.network(), setting.weights(), setting.batch(), setting.threads()));
                }
            }
            contenders.all().forEach(contender -> contender.feed(pixels));
            double agreement = Agreement.require(contenders.all(), TOLERANCE);
            return Measured.of(
                    setting.batch() * setting.network().multiplyAdds(),
                    agreement,
                    contenders.all(),
                    setting.clock().time(contenders.all()));
        }
    }
}
