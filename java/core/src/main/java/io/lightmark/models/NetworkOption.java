package io.lightmark.models;

import java.util.Arrays;
import java.util.Optional;

/** What may differ from a family's table; part of a network's name, in this order. */
public enum NetworkOption {
    /** MobileNetV3 as torchvision builds it: every gate behind its activation, batch normalisation with ε = 0.001 and momentum 0.01. */
    TORCHVISION("torchvision"),
    /** Without the last block of the table. */
    TRIM_1("trim1"),
    /** Without the last two blocks of the table. */
    TRIM_2("trim2"),
    /** The last map at a sixteenth of the picture's side instead of a thirty-second: the last block of stride 2 has stride 1. */
    STRIDE_16("stride16"),
    /**
     * Coordinates as classes: a coordinate-classification head on the last map, one class per pixel of the side, a quarter
     * beyond the picture; no pooling, no hidden linear layer. As the head tells places by the map's pixels, the last blocks
     * of stride 2 have stride 1 until the map has at least 6 × 6 pixels.
     */
    SIMCC("simcc");

    private final String text;

    NetworkOption(String text) {
        this.text = text;
    }

    /** As it stands in a name behind a plus sign. */
    public String text() {
        return text;
    }

    static Optional<NetworkOption> of(String text) {
        return Arrays.stream(values())
                .filter(option -> option.text.equals(text))
                .findFirst();
    }
}
