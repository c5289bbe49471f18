package io.lightmark.models;

import static io.lightmark.op.Activation.HSWISH;
import static io.lightmark.op.Activation.RELU;

import io.lightmark.op.Activation;
import java.util.List;
import java.util.Set;

/**
 * A network of this library for model files of at most 1 MB with 68 points at 96 pixels: the blocks of MobileNetV3, few
 * channels, no stage at a thirty-second of the side. Its head reads every pixel of a map of few channels instead of the
 * mean of many: where something lies is what a landmark is, and a mean has to carry that in its channels.
 */
final class LandmarkSmall {
    static final MobileNet FAMILY = new MobileNet(
            "landmark-small",
            96,
            MobileNet.Form.INVERTED,
            16,
            HSWISH,
            List.of( // maps and hidden channels at 96 pixels
                    plain(3, 1, 16, RELU, 1), // 48x48x16 in, hidden 16
                    plain(3, 4, 24, RELU, 2), // 48x48x16, 64
                    plain(3, 3, 24, RELU, 1), // 24x24x24, 72
                    plain(3, 3, 24, RELU, 1), // 24x24x24, 72
                    plain(3, 3, 24, RELU, 1), // 24x24x24, 72
                    gated(5, 4, 40, HSWISH, 2), // 24x24x24, 96
                    gated(5, 3, 40, HSWISH, 1), // 12x12x40, 120
                    gated(5, 3, 40, HSWISH, 1), // 12x12x40, 120
                    gated(5, 3, 40, HSWISH, 1), // 12x12x40, 120
                    plain(5, 6, 56, HSWISH, 2), // 12x12x40, 240
                    plain(5, 4, 56, HSWISH, 1)), // 6x6x56, 224
            new MobileNet.Tail(0, 16, 0, HSWISH),
            Set.of(NetworkOption.TRIM_1, NetworkOption.TRIM_2, NetworkOption.SIMCC));

    private LandmarkSmall() {}

    private static MobileNet.Row plain(int kernel, double expansion, int channels, Activation activation, int stride) {
        return new MobileNet.Row(kernel, expansion, channels, false, activation, stride);
    }

    private static MobileNet.Row gated(int kernel, double expansion, int channels, Activation activation, int stride) {
        return new MobileNet.Row(kernel, expansion, channels, true, activation, stride);
    }
}
