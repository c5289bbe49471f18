package io.lightmark.seed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The few protobuf fields of a {@code .caffemodel} that hold weights: NetParameter.layer = 100; LayerParameter.name = 1,
 * .type = 2, .blobs = 7; BlobProto.data = 5 (packed floats).
 */
record CaffeModel(List<Layer> layers) {
    private static final int LAYER = 100;
    private static final int NAME = 1;
    private static final int TYPE = 2;
    private static final int BLOBS = 7;
    private static final int DATA = 5;
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    /** A layer with weights: its blobs in file order. */
    record Layer(String name, String type, List<float[]> blobs) {}

    static CaffeModel parse(byte[] file) {
        List<Layer> layers = new ArrayList<>();
        each(ByteBuffer.wrap(file), (field, bytes) -> {
            if (field == LAYER) {
                layers.add(layer(bytes));
            }
        });
        return new CaffeModel(
                layers.stream().filter(layer -> !layer.blobs().isEmpty()).toList());
    }

    private static Layer layer(ByteBuffer bytes) {
        String[] texts = new String[3];
        List<float[]> blobs = new ArrayList<>();
        each(bytes, (field, value) -> {
            if (field == NAME || field == TYPE) {
                texts[field] = StandardCharsets.UTF_8.decode(value).toString();
            } else if (field == BLOBS) {
                blobs.add(blob(value));
            }
        });
        return new Layer(texts[NAME], texts[TYPE], blobs);
    }

    private static float[] blob(ByteBuffer bytes) {
        float[][] data = {{}};
        each(bytes, (field, value) -> {
            if (field == DATA) {
                data[0] = new float[value.remaining() / Float.BYTES];
                value.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(data[0]);
            }
        });
        return data[0];
    }

    private interface Field {
        void take(int number, ByteBuffer bytes);
    }

    private static void each(ByteBuffer message, Field taker) {
        while (message.hasRemaining()) {
            long key = varint(message);
            switch ((int) (key & 7)) {
                case VARINT -> varint(message);
                case FIXED64 -> message.position(message.position() + Long.BYTES);
                case FIXED32 -> message.position(message.position() + Float.BYTES);
                case LENGTH_DELIMITED -> {
                    int length = Math.toIntExact(varint(message));
                    taker.take((int) (key >>> 3), message.slice(message.position(), length));
                    message.position(message.position() + length);
                }
                default ->
                    throw new IllegalArgumentException("Expected a protobuf wire type of 0, 1, 2 or 5, received "
                            + (key & 7) + ". Fix: use a whole caffemodel.");
            }
        }
    }

    private static long varint(ByteBuffer message) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = message.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                "Expected a varint of at most 10 bytes, received a longer one. Fix: use a whole caffemodel.");
    }
}
