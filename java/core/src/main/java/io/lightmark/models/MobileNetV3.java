package io.lightmark.models;

import static io.lightmark.op.Activation.HSWISH;
import static io.lightmark.op.Activation.RELU;

import io.lightmark.op.Activation;
import java.util.List;
import java.util.Set;

/**
 * MobileNetV3: inverted residuals with squeeze-and-excite and h-swish, found by search, and a tail whose last
 * convolution comes after the pooling. Source: Howard et al., "Searching for MobileNetV3", arXiv:1905.02244, tables 1 and
 * 2, as d-li14 builds it (mobilenetv3.pytorch); {@link NetworkOption#TORCHVISION} builds torchvision's.
 */
final class MobileNetV3 {
    private static final Set<NetworkOption> OPTIONS = Set.of(
            NetworkOption.TORCHVISION,
            NetworkOption.TRIM_1,
            NetworkOption.TRIM_2,
            NetworkOption.STRIDE_16,
            NetworkOption.SIMCC);

    static final MobileNet LARGE = family(
            "mobilenet-v3-large",
            1280,
            List.of( // maps and hidden channels at 224 pixels
                    plain(3, 1, 16, RELU, 1), // 112x112x16 in, hidden 16
                    plain(3, 4, 24, RELU, 2), // 112x112x16, 64
                    plain(3, 3, 24, RELU, 1), // 56x56x24, 72
                    gated(5, 3, 40, RELU, 2), // 56x56x24, 72
                    gated(5, 3, 40, RELU, 1), // 28x28x40, 120
                    gated(5, 3, 40, RELU, 1), // 28x28x40, 120
                    plain(3, 6, 80, HSWISH, 2), // 28x28x40, 240
                    plain(3, 2.5, 80, HSWISH, 1), // 14x14x80, 200
                    plain(3, 2.3, 80, HSWISH, 1), // 14x14x80, 184
                    plain(3, 2.3, 80, HSWISH, 1), // 14x14x80, 184
                    gated(3, 6, 112, HSWISH, 1), // 14x14x80, 480
                    gated(3, 6, 112, HSWISH, 1), // 14x14x112, 672
                    gated(5, 6, 160, HSWISH, 2), // 14x14x112, 672
                    gated(5, 6, 160, HSWISH, 1), // 7x7x160, 960
                    gated(5, 6, 160, HSWISH, 1))); // 7x7x160, 960

    static final MobileNet SMALL = family(
            "mobilenet-v3-small",
            1024,
            List.of( // maps and hidden channels at 224 pixels
                    gated(3, 1, 16, RELU, 2), // 112x112x16 in, hidden 16
                    plain(3, 4.5, 24, RELU, 2), // 56x56x16, 72
                    plain(3, 3.67, 24, RELU, 1), // 28x28x24, 88
                    gated(5, 4, 40, HSWISH, 2), // 28x28x24, 96
                    gated(5, 6, 40, HSWISH, 1), // 14x14x40, 240
                    gated(5, 6, 40, HSWISH, 1), // 14x14x40, 240
                    gated(5, 3, 48, HSWISH, 1), // 14x14x40, 120
                    gated(5, 3, 48, HSWISH, 1), // 14x14x48, 144
                    gated(5, 6, 96, HSWISH, 2), // 14x14x48, 288
                    gated(5, 6, 96, HSWISH, 1), // 7x7x96, 576
                    gated(5, 6, 96, HSWISH, 1))); // 7x7x96, 576

    private MobileNetV3() {}

    private static MobileNet family(String name, int hidden, List<MobileNet.Row> rows) {
        MobileNet.Tail tail = new MobileNet.Tail(MobileNet.Tail.LAST_HIDDEN, 0, hidden, HSWISH);
        return new MobileNet(name, 112, MobileNet.Form.INVERTED, 16, HSWISH, rows, tail, OPTIONS);
    }

    private static MobileNet.Row plain(int kernel, double expansion, int channels, Activation activation, int stride) {
        return new MobileNet.Row(kernel, expansion, channels, false, activation, stride);
    }

    private static MobileNet.Row gated(int kernel, double expansion, int channels, Activation activation, int stride) {
        return new MobileNet.Row(kernel, expansion, channels, true, activation, stride);
    }
}
