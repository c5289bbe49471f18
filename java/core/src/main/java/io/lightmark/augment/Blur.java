package io.lightmark.augment;

import io.lightmark.op.LinearFilter;
import io.lightmark.op.Op;
import io.lightmark.tensor.Shape;
import java.nio.FloatBuffer;

/**
 * Gaussian blur, or motion blur along a line of any direction, never both. Lengths are shares of the input's width. The
 * stencils are symmetric, so landmarks stay where they are. A stencil has at most {@value LinearFilter#MAX_RADIUS} pixels
 * to each side; a recipe that needs more at the input's width is refused by {@link #op}.
 *
 * @param gaussianProbability of Gaussian blur
 * @param deviation its standard deviation
 * @param motionProbability of motion blur
 * @param length how far the picture moves
 */
public record Blur(double gaussianProbability, Range deviation, double motionProbability, Range length)
        implements Distortion {
    /** No change. */
    public static final Blur NONE = new Blur(0, Range.ZERO, 0, Range.ZERO);

    private static final long STREAM = 0x626c7572L;

    /** Standard deviations that a Gaussian stencil reaches to where the largest stencil has room for them. */
    private static final double REACH = 3;

    /** Those that it always reaches to; cut off there its own deviation is still 88 % of what was asked for. */
    private static final double LEAST_REACH = 2;

    public Blur {
        Checks.probability("the probability of Gaussian blur", gaussianProbability);
        Checks.probability("the probability of motion blur", motionProbability);
        Checks.probability("the probability of any blur", gaussianProbability + motionProbability);
        Checks.within("a blur's deviation in shares of the width", deviation, 0, 0.2);
        Checks.within("a blur's length in shares of the width", length, 0, 0.5);
    }

    @Override
    public boolean isNone() {
        boolean sharp = gaussianProbability == 0 || deviation.high() == 0;
        return sharp && (motionProbability == 0 || length.high() == 0);
    }

    @Override
    public String name() {
        return "blur";
    }

    /** @throws IllegalArgumentException if the greatest stencil is too small for this blur at this width */
    @Override
    public Op op(Shape images) {
        double room = LinearFilter.MAX_RADIUS / (double) images.w();
        String shares = " in shares of a width of " + images.w() + " pixels";
        if (gaussianProbability > 0) {
            Checks.within("a blur's deviation" + shares, deviation, 0, room / LEAST_REACH);
        }
        if (motionProbability > 0) {
            Checks.within("a blur's length" + shares, length, 0, 2 * room);
        }
        return new LinearFilter(images, radius(images.w()));
    }

    private int radius(int width) {
        double gaussian = gaussianProbability == 0 ? 0 : REACH * deviation.high() * width;
        double motion = motionProbability == 0 ? 0 : length.high() * width / 2;
        return (int) Math.max(1, Math.min(LinearFilter.MAX_RADIUS, Math.ceil(Math.max(gaussian, motion))));
    }

    @Override
    public Writer bind(DistortionInputs inputs) {
        FloatBuffer weights = inputs.floats(this, "weights");
        int width = inputs.images().w();
        Stencil stencil = new Stencil(radius(width));
        return (slot, key) -> {
            draw(new Draws(key, STREAM), width, stencil);
            stencil.put(weights, slot);
        };
    }

    private void draw(Draws draws, int width, Stencil stencil) {
        double choice = draws.uniform();
        if (choice < gaussianProbability) {
            stencil.gaussian(width * draws.in(deviation));
        } else if (choice < gaussianProbability + motionProbability) {
            stencil.line(width * draws.in(length), Math.PI * draws.uniform());
        } else {
            stencil.identity();
        }
    }
}
