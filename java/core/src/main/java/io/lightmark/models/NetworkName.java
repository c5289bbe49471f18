package io.lightmark.models;

import io.lightmark.nn.Layer;
import io.lightmark.nn.Network;
import io.lightmark.tensor.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a network, from which it can be built again: {@code <family>[-<width>][@<side>][+<option>…]}, such as
 * {@code mobilenet-v3-large-0.85@128} or {@code mobilenet-v2@112+stride16}. Model files store it. Where a name says no
 * width it is 1, where it says no side the family's own; {@link #text()} always says the side, but for families that have
 * one only.
 *
 * @param family what the table is
 * @param width multiplies all channels, 0.05 to 4 with at most three decimals
 * @param side of the picture in pixels, a multiple of 16 from 32 to 1024; where it is no multiple of 32 the last map of
 *     the MobileNets is rounded up
 * @param options what differs from the table
 */
public record NetworkName(NetworkFamily family, double width, int side, Set<NetworkOption> options) {
    private static final Pattern GRAMMAR =
            Pattern.compile("(?<family>[a-z][a-z0-9-]*?)(?:-(?<width>\\d(?:\\.\\d{1,3})?))?"
                    + "(?:@(?<side>\\d{1,4}))?(?<options>(?:\\+[a-z0-9]+)*)");
    private static final int SIDE_STEP = 16;
    private static final int LEAST_SIDE = 32;
    private static final int MOST_SIDE = 1024;

    public NetworkName {
        EnumSet<NetworkOption> ordered = EnumSet.noneOf(NetworkOption.class);
        ordered.addAll(options);
        options = Collections.unmodifiableSet(ordered);
        if (family.isFixed()) {
            require(
                    width == 1 && side == family.defaultSide(),
                    "'" + family.name() + "' without width and side",
                    "width " + width + " and side " + side,
                    "it comes in one size only; another family has others.");
        }
        require(
                width >= 0.05 && width <= 4 && decimal(width).scale() <= 3,
                "a width from 0.05 to 4 with at most three decimals",
                String.valueOf(width),
                "use 1, 0.75 or 1.25, for example.");
        require(
                side >= LEAST_SIDE && side <= MOST_SIDE && side % SIDE_STEP == 0,
                "a picture side from " + LEAST_SIDE + " to " + MOST_SIDE
                        + " pixels that 16 divides, best one that 32 divides",
                String.valueOf(side),
                "use 96, 112 or 128, for example.");
        require(
                family.options().containsAll(options),
                "options of '" + family.name() + "'",
                texts(options),
                family.options().isEmpty() ? "it has none." : "use some of " + texts(family.options()) + ".");
        require(
                !(options.contains(NetworkOption.TRIM_1) && options.contains(NetworkOption.TRIM_2)),
                "at most one number of blocks to leave out",
                texts(options),
                "use one of them.");
    }

    /** A family at its own side, width 1, without options. */
    public static NetworkName of(NetworkFamily family) {
        return new NetworkName(family, 1, family.defaultSide(), Set.of());
    }

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException if it does not follow the grammar or names an unknown family or option
     */
    public static NetworkName parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        require(
                matcher.matches(),
                "the name of a network, <family>[-<width>][@<side>][+<option>]",
                "'" + text + "'",
                "use a name such as mobilenet-v3-large-0.85@128; families are " + NetworkFamilies.names() + ".");
        String familyName = matcher.group("family");
        NetworkFamily family = NetworkFamilies.find(familyName)
                .orElseThrow(() -> bad(
                        "the name of a network of one of the families " + NetworkFamilies.names(),
                        "'" + text + "'",
                        "check the name; 'lightmark inspect --list' shows examples."));
        String width = matcher.group("width");
        String side = matcher.group("side");
        return new NetworkName(
                family,
                width == null ? 1 : Double.parseDouble(width),
                side == null ? family.defaultSide() : Integer.parseInt(side),
                options(matcher.group("options")));
    }

    public NetworkName withWidth(double newWidth) {
        return new NetworkName(family, newWidth, side, options);
    }

    public NetworkName withSide(int newSide) {
        return new NetworkName(family, width, newSide, options);
    }

    /** This name with one more option. */
    public NetworkName with(NetworkOption option) {
        Set<NetworkOption> more = EnumSet.of(option);
        more.addAll(options);
        return new NetworkName(family, width, side, more);
    }

    public boolean has(NetworkOption option) {
        return options.contains(option);
    }

    /** The name as model files store it. */
    public String text() {
        StringBuilder text = new StringBuilder(family.name());
        if (width != 1) {
            text.append('-').append(decimal(width).toPlainString());
        }
        if (!family.isFixed()) {
            text.append('@').append(side);
        }
        options.forEach(option -> text.append('+').append(option.text()));
        return text.toString();
    }

    /**
     * The network of this name: [1,side,side,3] to [1, 2 · points], x₁, y₁, x₂, … A classifier of 1000 classes is the
     * same as a network for 500 points.
     *
     * @param points landmarks, 1 to 10,000
     */
    public Network network(int points) {
        List<Layer> layers = new ArrayList<>(family.trunk(this));
        layers.addAll(family.head(this, 2 * NetworkCatalogue.requirePoints(points)));
        return new Network(text(), Shape.of(1, side, side, 3), layers);
    }

    @Override
    public String toString() {
        return text();
    }

    private static Set<NetworkOption> options(String text) {
        EnumSet<NetworkOption> options = EnumSet.noneOf(NetworkOption.class);
        for (String part : text.isEmpty() ? new String[0] : text.substring(1).split("\\+")) {
            NetworkOption option = NetworkOption.of(part)
                    .orElseThrow(() -> bad(
                            "options from " + texts(EnumSet.allOf(NetworkOption.class)),
                            "'+" + part + "'",
                            "check the name."));
            require(options.add(option), "each option once", "'+" + part + "' twice", "leave one out.");
        }
        return options;
    }

    private static BigDecimal decimal(double width) {
        return BigDecimal.valueOf(width).stripTrailingZeros();
    }

    private static String texts(Set<NetworkOption> options) {
        return options.stream().map(option -> "+" + option.text()).toList().toString();
    }

    private static void require(boolean isMet, String expected, String received, String fix) {
        if (!isMet) {
            throw bad(expected, received, fix);
        }
    }

    private static IllegalArgumentException bad(String expected, String received, String fix) {
        return new IllegalArgumentException("Expected " + expected + ", received " + received + ". Fix: " + fix);
    }
}
