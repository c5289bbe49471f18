package io.lightmark.models;

import static io.lightmark.op.Activation.RELU6;

import java.util.List;
import java.util.Set;

/**
 * MobileNetV2: inverted residuals with linear projections. Source: Sandler et al., "MobileNetV2: Inverted Residuals and
 * Linear Bottlenecks", arXiv:1801.04381, table 2, as d-li14 builds it (mobilenetv2.pytorch). Two errors of the paper are
 * put right there: the row of 64 channels has stride 2 (28 to 14 pixels), and the rows make 17 blocks, not 19.
 */
final class MobileNetV2 {
    static final MobileNet FAMILY = new MobileNet(
            "mobilenet-v2",
            112,
            MobileNet.Form.INVERTED,
            32,
            RELU6,
            List.of( // maps at 224 pixels
                    row(1, 16, 1), // 112x112x32 in
                    row(6, 24, 2), // 112x112x16
                    row(6, 24, 1), // 56x56x24
                    row(6, 32, 2), // 56x56x24
                    row(6, 32, 1), // 28x28x32
                    row(6, 32, 1), // 28x28x32
                    row(6, 64, 2), // 28x28x32
                    row(6, 64, 1), // 14x14x64
                    row(6, 64, 1), // 14x14x64
                    row(6, 64, 1), // 14x14x64
                    row(6, 96, 1), // 14x14x64
                    row(6, 96, 1), // 14x14x96
                    row(6, 96, 1), // 14x14x96
                    row(6, 160, 2), // 14x14x96
                    row(6, 160, 1), // 7x7x160
                    row(6, 160, 1), // 7x7x160
                    row(6, 320, 1)), // 7x7x160
            new MobileNet.Tail(1280, 0, 0, RELU6),
            Set.of(NetworkOption.STRIDE_16, NetworkOption.SIMCC));

    private MobileNetV2() {}

    private static MobileNet.Row row(int expansion, int channels, int stride) {
        return new MobileNet.Row(3, expansion, channels, false, RELU6, stride);
    }
}
