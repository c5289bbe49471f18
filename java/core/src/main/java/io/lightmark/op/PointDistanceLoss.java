package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The distances between predicted and true landmarks, which the normalised mean error is made of: {@code loss = scale · Σ
 * over images of (1 / length) · Σ over points of weights[point] · ‖prediction − target‖}, one number. An image's length is
 * the distance of two of its true landmarks, such as the outer corners of the eyes, but at least {@link #LEAST_LENGTH}; or
 * 1. Distances are in the units of the coordinates: in network units of pictures that are not square, both axes count
 * alike. The gradient of a distance of 0 is taken as 0, that of the loss itself as 1.
 *
 * @param input shape of prediction and target [n, 2·points], x and y by turns
 * @param first index of one landmark of the length, or {@link #NONE}
 * @param second index of the other, or {@link #NONE}
 * @param weighted whether there is an operand {@code weights} [points]; without, all weigh 1
 * @param scale factor before the sum
 */
public record PointDistanceLoss(Shape input, int first, int second, boolean weighted, float scale) implements Op {
    /** In place of both landmarks: no length. */
    public static final int NONE = -1;

    /** Shortest length: two landmarks on one spot would make their image's loss infinite. */
    public static final double LEAST_LENGTH = 0.01;

    public PointDistanceLoss {
        Require.that(
                input.rank() == 2 && input.c() % 2 == 0,
                "predictions [n, 2·points]",
                input,
                "put x and y side by side.");
        int points = input.c() / 2;
        boolean two = first >= 0 && second >= 0 && first < points && second < points && first != second;
        Require.that(
                two || (first == NONE && second == NONE),
                "two different landmarks of " + points + " for the length",
                first + " and " + second,
                "use 36 and 45 for the outer corners of the eyes of 68 points, or -1 and -1 for no length.");
        Require.that(scale > 0 && Float.isFinite(scale), "a positive, finite scale", scale, "use 1 / points.");
    }

    /** Number of landmarks. */
    public int points() {
        return input.c() / 2;
    }

    /** Whether distances are divided by a length. */
    public boolean hasLength() {
        return first != NONE;
    }

    @Override
    public List<Operand> operands(Pass pass) {
        List<Operand> operands = new ArrayList<>();
        operands.add(Operand.in("prediction", input));
        operands.add(Operand.in("target", input));
        if (weighted) {
            operands.add(Operand.in("weights", Shape.of(points())));
        }
        operands.add(pass == Pass.FORWARD ? Operand.out("loss", Shape.of(1)) : Operand.gradOut("prediction", input));
        return List.copyOf(operands);
    }

    @Override
    public boolean supports(Pass pass) {
        return true;
    }

    @Override
    public long multiplyAdds(Pass pass) {
        return 0;
    }

    @Override
    public String describe() {
        return "distance loss " + input + (hasLength() ? " length" + first + "-" + second : "")
                + (weighted ? " weighted" : "") + " scale" + scale;
    }
}
