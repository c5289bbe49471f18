package io.lightmark.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.tensor.Shape;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No impossible problem can be described, and each refusal says what was expected, what came and what to do. */
final class OpValidationTest {
    private static final Shape MAP = Shape.of(2, 5, 6, 3);
    private static final Shape LOGITS = Shape.of(2, 5, 1, 8);
    private static final Shape TWO = Shape.of(3, 4);
    private static final Window SAME = Window.same(3, 1);

    static Stream<Arguments> impossible() {
        return Stream.of(
                bad("kernel side of at least 1, received 0", () -> new Window(0, 1, 0)),
                bad("stride of at least 1, received 0", () -> new Window(3, 0, 0)),
                bad("padding from 0 to kernel - 1, received 3 with kernel 3", () -> new Window(3, 1, 3)),
                bad("padding from 0 to kernel - 1, received -1", () -> new Window(3, 1, -1)),
                bad("at least as large as the window, received size 5", () -> conv(MAP, 4, new Window(7, 1, 0))),
                bad("NHWC shape of four dimensions, received [2x3]", () -> conv(Shape.of(2, 3), 4, SAME)),
                bad("at least one output channel, received 0", () -> conv(MAP, 0, SAME)),
                bad("kernel side from 1 to 11, received 13", () -> conv(MAP, 4, new Window(13, 1, 6))),
                bad("stride 1, 2 or 4, received 3", () -> conv(MAP, 4, new Window(3, 3, 1))),
                bad("kernel side 3, 5 or 7, received 1", () -> DepthwiseConv2d.linear(MAP, Window.same(1, 1), false)),
                bad("stride 1 or 2, received 3", () -> DepthwiseConv2d.linear(MAP, new Window(3, 3, 1), false)),
                bad("at most half the kernel", () -> new MaxPool(MAP, new Window(3, 2, 2))),
                bad("at least two dimensions, received [4]", () -> linear(Shape.of(4), 2)),
                bad("at least one output, received 0", () -> linear(Shape.of(4, 2), 0)),
                bad("positive epsilon, received 0.0", () -> norm(0, 0.1f)),
                bad("positive epsilon, received NaN", () -> norm(Float.NaN, 0.1f)),
                bad("momentum from 0 to 1, received 1.5", () -> norm(1e-5f, 1.5f)),
                bad("momentum from 0 to 1, received NaN", () -> norm(1e-5f, Float.NaN)),
                bad("positive epsilon, received -1.0", () -> new BatchNormInference(MAP, -1, Activation.RELU)),
                bad("at least one squeezed channel, received 0", () -> new SqueezeExcite(MAP, 0)),
                bad("dropout rate from 0 to below 1, received 1.0", () -> new Dropout(MAP, 1, 0)),
                bad("dropout rate from 0 to below 1, received NaN", () -> new Dropout(MAP, Float.NaN, 0)),
                bad("positive, finite scale, received 0.0", () -> loss(0)),
                bad("positive, finite scale, received Infinity", () -> loss(Float.POSITIVE_INFINITY)),
                bad("momentum from 0 to below 1, received 1.0", () -> new SgdUpdate(MAP, 1, 0, 1)),
                bad("weight decay of at least 0, received -1.0", () -> new SgdUpdate(MAP, 0, -1, 1)),
                bad("rate scale of at least 0, received NaN", () -> new SgdUpdate(MAP, 0, 0, Float.NaN)),
                bad("beta1 from 0 to below 1, received 1.0", () -> adam(1, 0.9f, 1e-8f)),
                bad("beta2 from 0 to below 1, received -0.1", () -> adam(0.9f, -0.1f, 1e-8f)),
                bad("positive epsilon, received 0.0", () -> adam(0.9f, 0.9f, 0)),
                bad("smoothing from 0 to below 1, received 1.0", () -> rmsprop(1, 0)),
                bad("momentum from 0 to below 1, received -0.5", () -> rmsprop(0.9f, -0.5f)),
                bad("at least one gradient, received []", () -> new GradientNorm(List.of(), 1)),
                bad("positive, finite norm, received 0.0", () -> new GradientNorm(List.of(MAP), 0)),
                bad("predictions [n, 2·points], received [2x3]", () -> distance(Shape.of(2, 3), 0, 1, 1)),
                bad("two different landmarks of 2 for the length, received 0 and 2", () -> distance(TWO, 0, 2, 1)),
                bad("two different landmarks of 2 for the length, received 1 and 1", () -> distance(TWO, 1, 1, 1)),
                bad("two different landmarks of 2 for the length, received -1 and 1", () -> distance(TWO, -1, 1, 1)),
                bad("positive, finite scale, received NaN", () -> distance(TWO, 0, 1, Float.NaN)),
                bad("share between 0 and 1, received 1.0", () -> new Blend(MAP, 1)),
                bad("share between 0 and 1, received NaN", () -> new Blend(MAP, Float.NaN)),
                bad("decay from 0 to below 1, received 1.0", () -> new MovingAverage(MAP, 1)),
                bad("decay from 0 to below 1, received NaN", () -> new MovingAverage(MAP, Float.NaN)),
                bad("NHWC shape of four dimensions, received [2x3]", () -> new FlattenChannels(Shape.of(2, 3))),
                bad("NHWC shape of four dimensions, received [2x8]", () -> new SoftArgmax(Shape.of(2, 8), 1)),
                bad("logits [n,points,1,2·bins], received [2x5x6x3]", () -> new SoftArgmax(MAP, 1)),
                bad("at least two bins, received 1", () -> new SoftArgmax(Shape.of(2, 5, 1, 2), 1)),
                bad("positive, finite reach, received 0.0", () -> new SoftArgmax(LOGITS, 0)),
                bad("positive, finite reach, received NaN", () -> classification(Float.NaN, 1, 1)),
                bad("at least a quarter of a bin, received 0.2", () -> classification(1, 0.2f, 1)),
                bad("at least a quarter of a bin, received NaN", () -> classification(1, Float.NaN, 1)),
                bad("coordinate weight of at least 0, received -1.0", () -> classification(1, 1, -1)),
                bad("coordinate weight of at least 0, received Infinity", () -> classification(1, 1, 1f / 0)),
                bad("three output channels, received 4", () -> crop(Shape.of(1, 2, 2, 4), 100, 1)),
                bad("3 to 2^31 - 1 bytes, received 2", () -> crop(Shape.of(1, 2, 2, 3), 2, 1)),
                bad("3 to 2^31 - 1 bytes, received 2147483648", () -> crop(Shape.of(1, 2, 2, 3), 1L << 31, 1)),
                bad("1 to 8 samples per axis, received 9", () -> crop(Shape.of(1, 2, 2, 3), 100, 9)),
                bad("three channels, received 4", () -> new ColourMatrix(Shape.of(1, 2, 2, 4))),
                bad("three channels, received 1", () -> new GaussianNoise(Shape.of(1, 2, 2, 1))),
                bad("NHWC shape of four dimensions", () -> new JpegCompression(Shape.of(4, 3))),
                bad("a radius of 1 to 15, received 16", () -> new LinearFilter(Shape.of(1, 2, 2, 3), 16)),
                bad("a radius of 1 to 15, received 0", () -> new LinearFilter(Shape.of(1, 2, 2, 3), 0)),
                bad("1 to 32 rectangles, received 33", () -> new RandomErasing(Shape.of(1, 2, 2, 3), 33)));
    }

    private static Arguments bad(String message, Supplier<?> make) {
        return Arguments.of(message, make);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void isRefused(String message, Supplier<?> make) {
        String received =
                assertThrows(IllegalArgumentException.class, make::get).getMessage();
        assertTrue(received.startsWith("Expected "), received);
        assertTrue(received.contains(message), received);
        assertTrue(received.contains(". Fix: "), received);
    }

    static Stream<Arguments> descriptions() {
        return Stream.of(
                Arguments.of(
                        "conv n2 h5 w6 c3>4 k3 s1 p1 bias relu6 residual",
                        new Conv2d(MAP, 4, SAME, true, Activation.RELU6, true)),
                Arguments.of("conv n2 h5 w6 c3>4 k3 s1 p1", conv(MAP, 4, SAME)),
                Arguments.of(
                        "dw n2 h5 w6 c3 k3 s1 p1 hswish", new DepthwiseConv2d(MAP, SAME, false, Activation.HSWISH)),
                Arguments.of("linear n2 90>7", linear(MAP, 7)),
                Arguments.of("maxpool n2 h5 w6 c3 k3 s1 p1", new MaxPool(MAP, SAME)),
                Arguments.of("avgpool n2 h5 w6 c3", new GlobalAveragePool(MAP)),
                Arguments.of("batchnorm rows60 c3 relu", new BatchNorm(MAP, 1e-5f, 0.1f, Activation.RELU)),
                Arguments.of("se n2 h5 w6 c3 squeezed2", new SqueezeExcite(MAP, 2)),
                Arguments.of("flatten n2 h5 w6 c3", new FlattenChannels(MAP)),
                Arguments.of("softargmax n2 points5 bins4 reach1.25", new SoftArgmax(LOGITS, 1.25f)),
                Arguments.of(
                        "classification loss n2 points5 bins4 reach1.0 sigma2.0 coordinates0.5",
                        classification(1, 2, 0.5f)),
                Arguments.of("add [2x5x6x3]", new Add(MAP)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("descriptions")
    void describesItselfInOneLine(String line, Op op) {
        assertEquals(line, op.describe());
    }

    @ParameterizedTest
    @CsvSource({"48,3,2,1,24", "5,3,1,0,3", "1,3,1,1,1", "7,7,1,3,7", "6,2,2,0,3", "7,2,2,0,3", "5,5,2,4,5"})
    void windowsCountLikeCaffe(int size, int kernel, int stride, int padding, int output) {
        assertEquals(output, new Window(kernel, stride, padding).outputSize(size));
    }

    @Test
    void gradientsAreNamedAfterTheirOperands() {
        for (Op op : List.of(conv(MAP, 4, SAME), norm(1e-5f, 0.1f), new SqueezeExcite(MAP, 2), linear(MAP, 3))) {
            List<String> forward =
                    op.operands(Pass.FORWARD).stream().map(Operand::name).toList();
            for (Operand operand : op.operands(Pass.BACKWARD)) {
                String name = operand.isGradient() ? operand.gradientOf() : operand.name();
                assertTrue(forward.contains(name), op.describe() + ": " + operand.name());
                Operand twin = op.operands(Pass.FORWARD).get(forward.indexOf(name));
                assertEquals(twin.shape(), operand.shape(), op.describe() + ": " + operand.name());
                assertEquals(operand.isGradient() && operand.isWritten(), operand.optional(), operand.name());
            }
        }
        Operand x = conv(MAP, 4, SAME).operands(Pass.FORWARD).get(0);
        assertThrows(IllegalStateException.class, x::gradientOf);
    }

    @Test
    void workIsCounted() {
        Op op = conv(MAP, 4, SAME);
        assertEquals(2L * 5 * 6 * 4 * 9 * 3, op.multiplyAdds(Pass.FORWARD));
        assertEquals(2 * op.multiplyAdds(Pass.FORWARD), op.multiplyAdds(Pass.BACKWARD));
        assertEquals(4 * (180 + 108 + 240), op.bytes(Pass.FORWARD));
        long sgd = new SgdUpdate(Shape.of(5), 0, 0, 1).bytes(Pass.FORWARD);
        assertEquals(4 * (5 + 1 + 2 * 5 + 2 * 5), sgd, "a gradient and a rate read, two arrays read and written");
    }

    @Test
    void fusedFormsRunForwardOnly() {
        Op fused = new Conv2d(MAP, 4, SAME, true, Activation.RELU, false);
        String message = assertThrows(IllegalArgumentException.class, () -> fused.operands(Pass.BACKWARD))
                .getMessage();
        assertTrue(message.contains("BACKWARD of conv"), message);
    }

    private static Conv2d conv(Shape input, int channels, Window window) {
        return Conv2d.linear(input, channels, window, false);
    }

    private static Linear linear(Shape input, int outputs) {
        return new Linear(input, outputs, false, Activation.IDENTITY);
    }

    private static BatchNorm norm(float epsilon, float momentum) {
        return new BatchNorm(MAP, epsilon, momentum, Activation.IDENTITY);
    }

    private static ElementwiseLoss loss(float scale) {
        return new ElementwiseLoss(MAP, LossFunction.SQUARED, false, scale);
    }

    private static RmspropUpdate rmsprop(float smoothing, float momentum) {
        return new RmspropUpdate(MAP, smoothing, 1e-8f, momentum, 0, 1, false);
    }

    private static PointDistanceLoss distance(Shape input, int first, int second, float scale) {
        return new PointDistanceLoss(input, first, second, false, scale);
    }

    private static CoordinateClassificationLoss classification(float reach, float sigma, float coordinateWeight) {
        return new CoordinateClassificationLoss(LOGITS, reach, sigma, coordinateWeight);
    }

    private static AdamUpdate adam(float beta1, float beta2, float epsilon) {
        return new AdamUpdate(MAP, beta1, beta2, epsilon, 0, false, 1);
    }

    private static CropResize crop(Shape output, long bytes, int samples) {
        return new CropResize(output, bytes, samples, CropResize.Border.ZERO);
    }
}
