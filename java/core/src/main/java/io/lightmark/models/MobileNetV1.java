package io.lightmark.models;

import static io.lightmark.op.Activation.RELU;

import java.util.List;
import java.util.Set;

/**
 * MobileNetV1: depthwise separable convolutions. Source: Howard et al., "MobileNets: Efficient Convolutional Neural
 * Networks for Mobile Vision Applications", arXiv:1704.04861, table 1. With 136 outputs and width 1: 3,346,312
 * trainable parameters.
 */
final class MobileNetV1 {
    static final MobileNet FAMILY = new MobileNet(
            "mobilenet-v1",
            112,
            MobileNet.Form.SEPARABLE,
            32,
            RELU,
            List.of( // maps at 224 pixels
                    row(64, 1), // 112x112x32 in
                    row(128, 2), // 112x112x64
                    row(128, 1), // 56x56x128
                    row(256, 2), // 56x56x128
                    row(256, 1), // 28x28x256
                    row(512, 2), // 28x28x256
                    row(512, 1), // 14x14x512
                    row(512, 1), // 14x14x512
                    row(512, 1), // 14x14x512
                    row(512, 1), // 14x14x512
                    row(512, 1), // 14x14x512
                    row(1024, 2), // 14x14x512
                    row(1024, 1)), // 7x7x1024
            new MobileNet.Tail(0, 0, 0, RELU),
            Set.of(NetworkOption.TRIM_1, NetworkOption.STRIDE_16, NetworkOption.SIMCC));

    private MobileNetV1() {}

    private static MobileNet.Row row(int channels, int stride) {
        return new MobileNet.Row(3, 1, channels, false, RELU, stride);
    }
}
