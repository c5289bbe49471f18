package io.lightmark.check;

import io.lightmark.op.Activate;
import io.lightmark.op.Activation;
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
import io.lightmark.op.LossFunction;
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
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The problems that every backend must solve: awkward sizes, the channel counts of the MobileNet family, every
 * attribute. {@link #covering()} holds every pair of values, {@link #all()} every combination of size, channels and batch,
 * of all problems up to a limit of work: the oracle is slow, and larger problems run the same code longer.
 */
public final class OpCases {
    private static final int[] SIZES = {1, 2, 3, 5, 6, 7, 12, 13, 24, 28, 56};
    private static final int[] CHANNELS = {1, 3, 8, 16, 24, 40, 72, 96, 184, 960};
    private static final int[] BATCHES = {1, 2, 3, 17};
    private static final int[] ACTIVATIONS = {0, 1, 2, 3, 4};
    private static final int[] SWITCH = {0, 1};
    private static final int[] POINTS = {1, 3, 68};
    private static final int[] BINS = {2, 3, 7, 8, 15, 16, 31, 33, 64, 140, 280};
    private static final float[] REACHES = {1, 1.25f};

    /** Sizes of weights that are updated. */
    private static final int[] UPDATED = {1, 2, 3, 7, 16, 17, 864, 12288};

    private static final List<LossFunction> LOSSES = List.of(
            LossFunction.SQUARED,
            LossFunction.ABSOLUTE,
            LossFunction.SMOOTH_L1,
            LossFunction.WING,
            LossFunction.SOFT_WING,
            LossFunction.ADAPTIVE_WING);

    /** Greatest work of one case: multiply-adds, or elements for pointwise work. */
    private static final long COVERING_WORK = 1_500_000;

    private static final long FULL_WORK = 8_000_000;

    private OpCases() {}

    /** One table: values per factor, and the operation of a row. An impossible row makes the operation's record throw. */
    private record Table(int[][] factors, Function<int[], Op> op) {
        List<Op> rows(boolean full) {
            long limit = full ? FULL_WORK : COVERING_WORK;
            List<int[]> rows = full
                    ? Pairwise.product(factors, row -> isPossible(row, limit))
                    : Pairwise.rows(factors, row -> isPossible(row, limit));
            return rows.stream().map(op).toList();
        }

        private boolean isPossible(int[] row, long limit) {
            try {
                Op made = op.apply(row);
                long bytes = made.bytes(io.lightmark.op.Pass.FORWARD);
                return made.multiplyAdds(io.lightmark.op.Pass.FORWARD) <= limit && bytes <= 4 * limit;
            } catch (IllegalArgumentException impossible) {
                return false;
            }
        }
    }

    /** A sample in which every pair of values occurs. */
    public static List<Op> covering() {
        List<Op> ops = new ArrayList<>();
        for (Table table : tables()) {
            ops.addAll(table.rows(false));
        }
        ops.addAll(chosen());
        ops.addAll(large());
        return ops;
    }

    /** All sizes × channels × batches, the other attributes at a few values. */
    public static List<Op> all() {
        List<Op> ops = new ArrayList<>();
        for (Table table : fullTables()) {
            ops.addAll(table.rows(true));
        }
        return ops;
    }

    /** {@link #covering()} and {@link #all()}. */
    static List<Op> everything() {
        List<Op> ops = new ArrayList<>(covering());
        ops.addAll(all());
        return ops;
    }

    /** A few problems of each operation, small enough for finite differences. */
    public static List<Op> small() {
        Shape map = Shape.of(2, 5, 4, 3);
        List<Op> ops = new ArrayList<>();
        for (int kernel : new int[] {1, 2, 3, 5}) {
            for (int stride = 1; stride <= 2; stride++) {
                ops.add(Conv2d.linear(map, 4, Window.same(kernel, stride), stride == 1));
                ops.add(new MaxPool(map, new Window(kernel, stride, (kernel - 1) / 2)));
                if (kernel >= 3) {
                    ops.add(DepthwiseConv2d.linear(map, Window.same(kernel, stride), stride == 2));
                }
            }
        }
        ops.add(Conv2d.linear(map, 2, new Window(3, 1, 0), true));
        ops.add(Conv2d.linear(map, 2, Window.same(3, 4), true));
        ops.add(Conv2d.linear(map, 2, Window.same(11, 4), true));
        ops.add(new Conv2d(map, 3, Window.same(1, 1), true, Activation.RELU, true));
        ops.add(new Conv2d(map, 4, Window.same(3, 2), true, Activation.HSWISH, true));
        ops.add(new DepthwiseConv2d(map, Window.same(3, 1), true, Activation.RELU6));
        ops.add(new MaxPool(map, new Window(2, 3, 1)));
        ops.add(new Linear(Shape.of(3, 7), 5, true, Activation.IDENTITY));
        ops.add(new Linear(map, 4, false, Activation.IDENTITY));
        ops.add(new Linear(Shape.of(2, 6), 4, true, Activation.HSIGMOID));
        for (Activation activation : Activation.values()) {
            ops.add(new Activate(map, activation));
            ops.add(new BatchNorm(map, 1e-5f, 0.1f, activation));
            ops.add(new BatchNorm(Shape.of(5, 3), 1e-3f, 0.01f, activation));
        }
        for (LossFunction function : LOSSES) {
            ops.add(new ElementwiseLoss(Shape.of(3, 10), function, false, 0.25f));
            ops.add(new ElementwiseLoss(Shape.of(3, 10), function, true, 0.25f));
        }
        ops.add(new PointDistanceLoss(Shape.of(3, 10), PointDistanceLoss.NONE, PointDistanceLoss.NONE, true, 0.25f));
        ops.add(new PointDistanceLoss(Shape.of(5, 10), 4, 1, false, 0.25f));
        ops.add(new SqueezeExcite(map, 2));
        ops.add(new SqueezeExcite(Shape.of(3, 2, 2, 8), 4));
        ops.add(new GlobalAveragePool(map));
        ops.add(new Dropout(Shape.of(4, 16), 0.3f, -77));
        ops.add(new Add(map));
        ops.add(new BatchNormInference(map, 1e-5f, Activation.RELU6));
        ops.add(new Blend(map, 0.3f));
        ops.add(new FlattenChannels(map));
        for (int bins : new int[] {2, 7, 24}) {
            Shape logits = Shape.of(2, 5, 1, 2 * bins);
            ops.add(new SoftArgmax(logits, 1.25f));
            ops.add(new CoordinateClassificationLoss(logits, 1.25f, 1.5f, 0));
            ops.add(new CoordinateClassificationLoss(logits, 1, 3, 20));
        }
        ops.add(new CropResize(map, map.n() * 3L * 40 + 5, 2, CropResize.Border.ZERO));
        Shape picture = Shape.of(2, 5, 4, 3);
        ops.add(new ColourMatrix(picture));
        ops.add(new LinearFilter(picture, 2));
        ops.add(new RandomErasing(picture, 2));
        ops.add(new MedianFilter(picture));
        ops.add(new GaussianNoise(picture));
        ops.add(new JpegCompression(picture));
        ops.add(new SgdUpdate(Shape.of(21), 0.9f, 5e-4f, 2));
        ops.add(new AdamUpdate(Shape.of(21), 0.9f, 0.999f, 1e-8f, 0.01f, false, 1));
        ops.add(new AdamUpdate(Shape.of(21), 0.9f, 0.999f, 1e-8f, 0.01f, true, 1));
        ops.add(new SgdUpdate(Shape.of(21), 0.9f, 5e-4f, 2, true));
        ops.add(new AdamUpdate(Shape.of(21), 0.9f, 0.999f, 1e-8f, 0.01f, true, 1, true));
        ops.add(new RmspropUpdate(Shape.of(21), 0.9f, 1e-8f, 0.5f, 0.01f, 1, false));
        ops.add(new RmspropUpdate(Shape.of(21), 0.9f, 1e-8f, 0.5f, 0.01f, 1, true));
        ops.add(new GradientNorm(List.of(Shape.of(3, 7), Shape.of(5)), 0.25f));
        ops.add(new MovingAverage(Shape.of(21), 0.7f));
        return ops;
    }

    private static List<Table> tables() {
        int[] kernels = {1, 2, 3, 4, 5, 6, 7, 11};
        int[] paddings = {0, 1, 2};
        return List.of(
                new Table(
                        new int[][] {SIZES, SIZES, CHANNELS, CHANNELS, BATCHES, kernels, {1, 2, 4}, paddings, SWITCH},
                        r -> Conv2d.linear(
                                Shape.of(r[4], r[0], r[1], r[2]), r[3], window(r[5], r[6], r[7]), r[8] == 1)),
                new Table(
                        new int[][] {
                            SIZES, SIZES, CHANNELS, CHANNELS, BATCHES, {1, 3, 5}, {1, 2}, SWITCH, ACTIVATIONS, SWITCH
                        },
                        r -> new Conv2d(
                                Shape.of(r[4], r[0], r[1], r[2]),
                                r[3],
                                Window.same(r[5], r[6]),
                                r[7] == 1,
                                activation(r[8]),
                                r[9] == 1)),
                new Table(
                        new int[][] {SIZES, SIZES, CHANNELS, BATCHES, {3, 5, 7}, {1, 2}, paddings, SWITCH},
                        r -> DepthwiseConv2d.linear(
                                Shape.of(r[3], r[0], r[1], r[2]), window(r[4], r[5], r[6]), r[7] == 1)),
                new Table(
                        new int[][] {SIZES, SIZES, CHANNELS, BATCHES, {3, 5, 7}, {1, 2}, SWITCH, ACTIVATIONS},
                        r -> new DepthwiseConv2d(
                                Shape.of(r[3], r[0], r[1], r[2]),
                                Window.same(r[4], r[5]),
                                r[6] == 1,
                                activation(r[7]))),
                new Table(
                        new int[][] {
                            {1, 2, 3, 8, 17, 72, 184, 576, 960},
                            {1, 2, 3, 8, 10, 16, 40, 136, 256},
                            BATCHES,
                            SWITCH,
                            ACTIVATIONS
                        },
                        r -> new Linear(Shape.of(r[2], r[0]), r[1], r[3] == 1, activation(r[4]))),
                new Table(
                        new int[][] {SIZES, SIZES, CHANNELS, BATCHES, ACTIVATIONS, {0, 1}},
                        r -> new BatchNorm(
                                Shape.of(r[3], r[0], r[1], r[2]),
                                r[5] == 0 ? 1e-5f : 1e-3f,
                                r[5] == 0 ? 0.1f : 1f,
                                activation(r[4]))),
                new Table(
                        new int[][] {SIZES, CHANNELS, BATCHES, ACTIVATIONS},
                        r -> new BatchNormInference(Shape.of(r[2], r[0], r[0], r[1]), 1e-5f, activation(r[3]))),
                new Table(
                        new int[][] {SIZES, SIZES, CHANNELS, BATCHES, {1, 2, 3, 5, 7}, {1, 2, 3}, {0, 1}},
                        r -> new MaxPool(
                                Shape.of(r[3], r[0], r[1], r[2]), new Window(r[4], r[5], r[6] == 0 ? 0 : r[4] / 2))),
                new Table(
                        new int[][] {SIZES, SIZES, CHANNELS, BATCHES},
                        r -> new GlobalAveragePool(Shape.of(r[3], r[0], r[1], r[2]))),
                new Table(
                        new int[][] {SIZES, CHANNELS, BATCHES, {1, 2, 8, 24, 40, 240}},
                        r -> new SqueezeExcite(Shape.of(r[2], r[0], r[0], r[1]), r[3])),
                new Table(
                        new int[][] {SIZES, CHANNELS, BATCHES, ACTIVATIONS},
                        r -> new Activate(Shape.of(r[2], r[0], r[0], r[1]), activation(r[3]))),
                new Table(new int[][] {SIZES, CHANNELS, BATCHES}, r -> new Add(Shape.of(r[2], r[0], r[0], r[1]))),
                new Table(
                        new int[][] {SIZES, CHANNELS, BATCHES, {0, 20, 30, 50}, {-1_234_567_890, 0, 7}},
                        r -> new Dropout(Shape.of(r[2], r[0], r[0], r[1]), r[3] / 100f, r[4])),
                new Table(
                        new int[][] {{2, 10, 136}, BATCHES, {0, 1, 2, 3, 4, 5}, {0, 1, 2}, SWITCH},
                        r -> loss(Shape.of(r[1], r[0]), LOSSES.get(r[2]), r[3], r[4] == 1)),
                new Table(
                        new int[][] {{2, 5, 68, 300}, BATCHES, SWITCH, SWITCH},
                        r -> new PointDistanceLoss(
                                Shape.of(r[1], 2 * r[0]),
                                r[2] == 0 ? PointDistanceLoss.NONE : r[0] - 1,
                                r[2] == 0 ? PointDistanceLoss.NONE : 0,
                                r[3] == 1,
                                0.3f)),
                new Table(
                        new int[][] {UPDATED, {0, 9}, SWITCH, {0, 1, 2}, SWITCH},
                        r -> new SgdUpdate(Shape.of(r[0]), r[1] / 10f, r[2] == 0 ? 0 : 5e-4f, r[3], r[4] == 1)),
                new Table(
                        new int[][] {UPDATED, {0, 9}, SWITCH, {0, 1, 2}, SWITCH},
                        r -> new RmspropUpdate(
                                Shape.of(r[0]), 0.99f, 1e-8f, r[1] / 10f, r[2] == 0 ? 0 : 5e-4f, r[3], r[4] == 1)),
                new Table(
                        new int[][] {UPDATED, UPDATED, {1, 50}},
                        r -> new GradientNorm(List.of(Shape.of(r[0]), Shape.of(r[1]), Shape.of(r[0], 3)), r[2])),
                new Table(
                        new int[][] {UPDATED, SWITCH, SWITCH, {0, 1, 2}, {0, 1}, SWITCH},
                        r -> new AdamUpdate(
                                Shape.of(r[0]),
                                r[4] == 0 ? 0.9f : 0f,
                                r[4] == 0 ? 0.999f : 0.9f,
                                1e-8f,
                                r[1] == 0 ? 0 : 0.01f,
                                r[2] == 1,
                                r[3],
                                r[5] == 1)),
                new Table(new int[][] {UPDATED, {1, 5, 9}}, r -> new Blend(Shape.of(r[0]), r[1] / 10f)),
                new Table(new int[][] {UPDATED, {0, 500, 999}}, r -> new MovingAverage(Shape.of(r[0]), r[1] / 1000f)),
                new Table(
                        new int[][] {SIZES, SIZES, BATCHES, {1, 2, 4, 8}, SWITCH},
                        r -> new CropResize(
                                Shape.of(r[2], r[0], r[1], 3),
                                r[2] * 3L * 700 + 5,
                                r[3],
                                CropResize.Border.values()[r[4]])),
                new Table(new int[][] {SIZES, SIZES, BATCHES}, r -> new ColourMatrix(Shape.of(r[2], r[0], r[1], 3))),
                new Table(
                        new int[][] {SIZES, SIZES, BATCHES, {1, 2, 5, LinearFilter.MAX_RADIUS}},
                        r -> new LinearFilter(Shape.of(r[2], r[0], r[1], 3), r[3])),
                new Table(
                        new int[][] {SIZES, SIZES, BATCHES, {1, 3, RandomErasing.MAX_RECTANGLES}},
                        r -> new RandomErasing(Shape.of(r[2], r[0], r[1], 3), r[3])),
                new Table(new int[][] {SIZES, SIZES, BATCHES}, r -> new MedianFilter(Shape.of(r[2], r[0], r[1], 3))),
                new Table(new int[][] {SIZES, SIZES, BATCHES}, r -> new GaussianNoise(Shape.of(r[2], r[0], r[1], 3))),
                new Table(
                        new int[][] {SIZES, SIZES, {1, 2, 3}}, r -> new JpegCompression(Shape.of(r[2], r[0], r[1], 3))),
                new Table(
                        new int[][] {SIZES, SIZES, CHANNELS, BATCHES},
                        r -> new FlattenChannels(Shape.of(r[3], r[0], r[1], r[2]))),
                new Table(
                        new int[][] {POINTS, BINS, BATCHES, SWITCH},
                        r -> new SoftArgmax(Shape.of(r[2], r[0], 1, 2 * r[1]), REACHES[r[3]])),
                new Table(
                        new int[][] {POINTS, BINS, BATCHES, SWITCH, {1, 4, 24}, {0, 1, 40}},
                        r -> new CoordinateClassificationLoss(
                                Shape.of(r[2], r[0], 1, 2 * r[1]), REACHES[r[3]], r[4] / 4f, r[5] / 4f)));
    }

    private static List<Table> fullTables() {
        return List.of(
                new Table(
                        new int[][] {SIZES, CHANNELS, {1, 16, 96}, BATCHES, {1, 3}, {1, 2}},
                        r -> Conv2d.linear(Shape.of(r[3], r[0], r[0], r[1]), r[2], Window.same(r[4], r[5]), true)),
                new Table(
                        new int[][] {SIZES, CHANNELS, BATCHES, {3, 5, 7}, {1, 2}},
                        r -> DepthwiseConv2d.linear(Shape.of(r[2], r[0], r[0], r[1]), Window.same(r[3], r[4]), false)),
                new Table(
                        new int[][] {SIZES, CHANNELS, BATCHES, ACTIVATIONS},
                        r -> new BatchNorm(Shape.of(r[2], r[0], r[0], r[1]), 1e-5f, 0.1f, activation(r[3]))),
                new Table(
                        new int[][] {SIZES, CHANNELS, BATCHES, {1, 8, 40}},
                        r -> new SqueezeExcite(Shape.of(r[2], r[0], r[0], r[1]), r[3])),
                new Table(
                        new int[][] {CHANNELS, {1, 10, 136, 256}, BATCHES},
                        r -> new Linear(Shape.of(r[2], r[0]), r[1], true, Activation.IDENTITY)),
                new Table(
                        new int[][] {SIZES, CHANNELS, BATCHES},
                        r -> new BatchNormInference(Shape.of(r[2], r[0], r[0], r[1]), 1e-5f, Activation.RELU6)),
                new Table(
                        new int[][] {SIZES, CHANNELS, BATCHES, {1, 2}},
                        r -> new MaxPool(Shape.of(r[2], r[0], r[0], r[1]), Window.same(3, r[3]))),
                new Table(
                        new int[][] {SIZES, CHANNELS, BATCHES},
                        r -> new GlobalAveragePool(Shape.of(r[2], r[0], r[0], r[1]))),
                new Table(
                        new int[][] {SIZES, CHANNELS, BATCHES},
                        r -> new Activate(Shape.of(r[2], r[0], r[0], r[1]), Activation.HSWISH)),
                new Table(new int[][] {SIZES, CHANNELS, BATCHES}, r -> new Add(Shape.of(r[2], r[0], r[0], r[1]))),
                new Table(
                        new int[][] {SIZES, CHANNELS, BATCHES},
                        r -> new Dropout(Shape.of(r[2], r[0], r[0], r[1]), 0.3f, 1)));
    }

    /** Problems that no table reaches: other ranks, a batch of one row, an input far from zero channels. */
    private static List<Op> chosen() {
        return List.of(
                new BatchNorm(Shape.of(17, 40), 1e-5f, 0.1f, Activation.RELU),
                new BatchNorm(Shape.of(1, 8), 1e-5f, 0f, Activation.IDENTITY),
                new Linear(Shape.of(2, 3, 3, 64), 256, true, Activation.RELU),
                new Linear(Shape.of(128, 576), 16, true, Activation.IDENTITY),
                new Add(Shape.of(7)),
                new Activate(Shape.of(3, 10), Activation.HSWISH),
                ElementwiseLoss.mean(Shape.of(128, 136), LossFunction.SQUARED),
                new Dropout(Shape.of(128, 256), 0.3f, 1));
    }

    /**
     * Problems from whose sizes on a device chooses other kernels: results of many tiles, sums over many rows, many
     * threads' worth of neighbouring channels; with as little other work as can be.
     */
    private static List<Op> large() {
        Window point = Window.same(1, 1);
        Window two = new Window(2, 1, 0);
        Window valid = new Window(3, 1, 0);
        return List.of(
                DepthwiseConv2d.linear(Shape.of(2, 64, 64, 64), Window.same(3, 1), true),
                DepthwiseConv2d.linear(Shape.of(2, 64, 64, 64), Window.same(3, 2), true),
                DepthwiseConv2d.linear(Shape.of(1, 64, 64, 32), Window.same(5, 1), true),
                DepthwiseConv2d.linear(Shape.of(2, 64, 64, 32), Window.same(5, 2), true),
                DepthwiseConv2d.linear(Shape.of(256, 1, 1, 2048), Window.same(3, 1), true),
                Conv2d.linear(Shape.of(1, 162, 163, 4), 64, point, true),
                Conv2d.linear(Shape.of(1, 162, 163, 64), 4, point, true),
                Conv2d.linear(Shape.of(1, 210, 210, 4), 16, point, true),
                Conv2d.linear(Shape.of(1, 210, 210, 16), 4, point, true),
                new Conv2d(Shape.of(1, 162, 163, 4), 64, point, true, Activation.RELU6, true),
                Conv2d.linear(Shape.of(1, 163, 164, 1), 64, two, true),
                Conv2d.linear(Shape.of(1, 162, 163, 64), 1, two, true),
                Conv2d.linear(Shape.of(1, 211, 211, 1), 16, two, true),
                Conv2d.linear(Shape.of(1, 210, 210, 16), 1, two, true),
                Conv2d.linear(Shape.of(1, 145, 146, 1), 24, two, true),
                Conv2d.linear(Shape.of(1, 145, 146, 24), 1, two, true),
                Conv2d.linear(Shape.of(5, 3, 3, 228), 1100, valid, true),
                Conv2d.linear(Shape.of(5, 3, 3, 4900), 16, valid, true),
                new Linear(Shape.of(5, 2048), 1100, true, Activation.IDENTITY),
                new Linear(Shape.of(5, 44_100), 16, true, Activation.IDENTITY));
    }

    private static Op loss(Shape shape, LossFunction function, int scaling, boolean weighted) {
        float scale = switch (scaling) {
            case 0 -> 0.25f;
            case 1 -> ElementwiseLoss.euclidean(shape, 100).scale();
            default -> ElementwiseLoss.mean(shape, function).scale();
        };
        return new ElementwiseLoss(shape, function, weighted, scale);
    }

    private static Window window(int kernel, int stride, int padding) {
        return new Window(kernel, stride, padding == 0 ? (kernel - 1) / 2 : padding == 1 ? 0 : kernel - 1);
    }

    private static Activation activation(int ordinal) {
        return Activation.values()[ordinal];
    }
}
