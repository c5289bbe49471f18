package io.lightmark.backend.cpu;

import io.lightmark.op.Activate;
import io.lightmark.op.AdamUpdate;
import io.lightmark.op.Add;
import io.lightmark.op.BatchNorm;
import io.lightmark.op.BatchNormInference;
import io.lightmark.op.Blend;
import io.lightmark.op.ColourMatrix;
import io.lightmark.op.Conv2d;
import io.lightmark.op.CoordinateClassificationLoss;
import io.lightmark.op.CropResize;
import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.Dropout;
import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.FlattenChannels;
import io.lightmark.op.GaussianNoise;
import io.lightmark.op.GlobalAveragePool;
import io.lightmark.op.GradientNorm;
import io.lightmark.op.JpegCompression;
import io.lightmark.op.Linear;
import io.lightmark.op.LinearFilter;
import io.lightmark.op.MaxPool;
import io.lightmark.op.MedianFilter;
import io.lightmark.op.MovingAverage;
import io.lightmark.op.Op;
import io.lightmark.op.PointDistanceLoss;
import io.lightmark.op.RandomErasing;
import io.lightmark.op.RmspropUpdate;
import io.lightmark.op.SgdUpdate;
import io.lightmark.op.SoftArgmax;
import io.lightmark.op.SqueezeExcite;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The operation codes and the order of the attributes, the one place on the Java side. Codes are those of {@code
 * native/cpu/encoding.h}; each kernel repeats its list of attributes where it reads them.
 *
 * @param type the operation's record
 * @param code its code
 * @param attributes appends the attributes of an operation
 */
record OpEncoding<T extends Op>(Class<T> type, long code, BiConsumer<T, Attributes> attributes) {
    private static final List<OpEncoding<?>> ALL = List.of(
            of(
                    Conv2d.class,
                    1,
                    (op, to) -> to.shape(op.input())
                            .integer(op.outputChannels())
                            .window(op.window())
                            .flag(op.bias())
                            .choice(op.activation())
                            .flag(op.residual())),
            of(
                    DepthwiseConv2d.class,
                    2,
                    (op, to) -> to.shape(op.input())
                            .window(op.window())
                            .flag(op.bias())
                            .choice(op.activation())),
            of(
                    Linear.class,
                    3,
                    (op, to) -> to.integer(op.input().n())
                            .integer(op.inputs())
                            .integer(op.outputs())
                            .flag(op.bias())
                            .choice(op.activation())),
            of(
                    BatchNorm.class,
                    4,
                    (op, to) -> to.integer(op.input().rows())
                            .integer(op.input().c())
                            .real(op.epsilon())
                            .real(op.momentum())
                            .choice(op.activation())),
            of(
                    BatchNormInference.class,
                    5,
                    (op, to) -> to.integer(op.input().rows())
                            .integer(op.input().c())
                            .real(op.epsilon())
                            .choice(op.activation())),
            of(Activate.class, 6, (op, to) -> to.integer(op.input().elements()).choice(op.activation())),
            of(SqueezeExcite.class, 7, (op, to) -> to.shape(op.input()).integer(op.squeezed())),
            of(GlobalAveragePool.class, 8, (op, to) -> to.shape(op.input())),
            of(MaxPool.class, 9, (op, to) -> to.shape(op.input()).window(op.window())),
            of(Add.class, 10, (op, to) -> to.integer(op.input().elements())),
            of(
                    Dropout.class,
                    11,
                    (op, to) ->
                            to.integer(op.input().elements()).real(op.rate()).integer(op.stream())),
            of(
                    ElementwiseLoss.class,
                    12,
                    (op, to) -> to.integer(op.input().elements())
                            .integer(op.weighted() ? op.input().c() : 0)
                            .function(op.function())
                            .real(op.scale())),
            of(
                    SgdUpdate.class,
                    13,
                    (op, to) -> to.integer(op.parameter().elements())
                            .real(op.momentum())
                            .real(op.weightDecay())
                            .real(op.rateScale())
                            .flag(op.clipped())),
            of(
                    AdamUpdate.class,
                    14,
                    (op, to) -> to.integer(op.parameter().elements())
                            .real(op.beta1())
                            .real(op.beta2())
                            .real(op.epsilon())
                            .real(op.weightDecay())
                            .flag(op.decoupled())
                            .real(op.rateScale())
                            .flag(op.clipped())),
            of(
                    CropResize.class,
                    15,
                    (op, to) -> to.integer(op.output().n())
                            .integer(op.output().h())
                            .integer(op.output().w())
                            .integer(op.sourceBytes())
                            .integer(op.samples())
                            .choice(op.border())),
            of(
                    MovingAverage.class,
                    16,
                    (op, to) -> to.integer(op.parameter().elements()).real(op.decay())),
            of(FlattenChannels.class, 17, (op, to) -> to.shape(op.input())),
            of(
                    SoftArgmax.class,
                    18,
                    (op, to) -> to.integer(op.rows())
                            .integer(op.bins().count())
                            .real(op.bins().width())),
            of(
                    CoordinateClassificationLoss.class,
                    19,
                    (op, to) -> to.integer(op.rows())
                            .integer(op.bins().count())
                            .real(op.bins().width())
                            .real(op.sigma())
                            .real(op.coordinateWeight())),
            of(
                    RmspropUpdate.class,
                    20,
                    (op, to) -> to.integer(op.parameter().elements())
                            .real(op.smoothing())
                            .real(op.epsilon())
                            .real(op.momentum())
                            .real(op.weightDecay())
                            .real(op.rateScale())
                            .flag(op.clipped())),
            of(GradientNorm.class, 21, (op, to) -> {
                to.real(op.greatest()).integer(op.gradients().size());
                op.gradients().forEach(gradient -> to.integer(gradient.elements()));
            }),
            of(
                    PointDistanceLoss.class,
                    22,
                    (op, to) -> to.integer(op.input().n())
                            .integer(op.points())
                            .integer(op.first())
                            .integer(op.second())
                            .real(PointDistanceLoss.LEAST_LENGTH)
                            .flag(op.weighted())
                            .real(op.scale())),
            of(Blend.class, 23, (op, to) -> to.integer(op.input().elements()).real(op.share())),
            of(ColourMatrix.class, 24, (op, to) -> to.shape(op.image())),
            of(LinearFilter.class, 25, (op, to) -> to.shape(op.image()).integer(op.radius())),
            of(MedianFilter.class, 26, (op, to) -> to.shape(op.image())),
            of(GaussianNoise.class, 27, (op, to) -> to.shape(op.image())),
            of(JpegCompression.class, 28, (op, to) -> to.shape(op.image())),
            of(RandomErasing.class, 29, (op, to) -> to.shape(op.image()).integer(op.rectangles())));

    private static final Map<Class<?>, OpEncoding<?>> BY_TYPE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(OpEncoding::type, Function.identity()));

    private static <T extends Op> OpEncoding<T> of(Class<T> type, long code, BiConsumer<T, Attributes> attributes) {
        return new OpEncoding<>(type, code, attributes);
    }

    /** The encoding of an operation's kind. */
    static OpEncoding<?> of(Class<? extends Op> type) {
        OpEncoding<?> encoding = BY_TYPE.get(type);
        if (encoding == null) {
            throw new IllegalStateException("Expected an operation that the CPU backend knows, received "
                    + type.getSimpleName() + ". Fix: add it to OpEncoding and to native/cpu/kernels.");
        }
        return encoding;
    }

    /** The attributes of an operation, which must be of this kind. */
    long[] attributesOf(Op op) {
        Attributes result = new Attributes();
        attributes.accept(type.cast(op), result);
        return result.toArray();
    }
}
