package io.lightmark.backend.cpu;

import io.lightmark.op.LossFunction;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.List;
import java.util.stream.LongStream;

/** A list of attributes as 64-bit words: integers, flags and enum ordinals as they are, reals as the bits of a double. */
final class Attributes {
    private final LongStream.Builder words = LongStream.builder();

    Attributes integer(long value) {
        words.add(value);
        return this;
    }

    Attributes real(double value) {
        return integer(Double.doubleToRawLongBits(value));
    }

    Attributes flag(boolean value) {
        return integer(value ? 1 : 0);
    }

    Attributes choice(Enum<?> value) {
        return integer(value.ordinal());
    }

    /** A loss function's kind and four parameters, 0 for those that it has not. */
    Attributes function(LossFunction function) {
        choice(function.kind());
        List<Float> parameters = function.parameters();
        for (int i = 0; i < LossFunction.MOST_PARAMETERS; i++) {
            real(i < parameters.size() ? parameters.get(i) : 0);
        }
        return this;
    }

    /** All extents in order. */
    Attributes shape(Shape shape) {
        for (int extent : shape.toArray()) {
            integer(extent);
        }
        return this;
    }

    /** Kernel, stride, padding. */
    Attributes window(Window window) {
        return integer(window.kernel()).integer(window.stride()).integer(window.padding());
    }

    /** The words so far; nothing can be added afterwards. */
    long[] toArray() {
        return words.build().toArray();
    }
}
