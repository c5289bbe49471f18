package io.lightmark.cli.inspect;

import io.lightmark.cli.output.Figures;
import io.lightmark.format.SafeTensorsWriter;
import io.lightmark.format.TensorInfo;
import io.lightmark.nn.Network;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The size of a model file beside the 15 MB that light-weight landmark networks are usually held to. Rules seldom say
 * which megabyte they mean, so both are answered.
 */
record ModelSize(long bytes) {
    private static final int LIMIT = 15;
    private static final long MEGABYTE = 1_000_000;
    private static final long MEBIBYTE = 1 << 20;

    /** A file with this network as its only level and no metadata; notes on a training add about a thousand bytes. */
    static ModelSize of(Network network) {
        List<TensorInfo> tensors = network.weights().stream()
                .map(spec -> TensorInfo.declare("level1." + spec.name(), spec.shape()))
                .toList();
        return new ModelSize(SafeTensorsWriter.fileBytes(Map.of(), tensors));
    }

    boolean isWithinMegabytes() {
        return bytes <= LIMIT * MEGABYTE;
    }

    boolean isWithinMebibytes() {
        return bytes <= LIMIT * MEBIBYTE;
    }

    String megabytes() {
        return String.format(Locale.ROOT, "%.2f", bytes / (double) MEGABYTE);
    }

    String mebibytes() {
        return String.format(Locale.ROOT, "%.2f", bytes / (double) MEBIBYTE);
    }

    /** Such as {@code 14,863,128 bytes: 14.86 of 15 MB (10^6), 14.17 of 15 MiB (2^20)}. */
    String text() {
        return Figures.count(bytes) + " bytes: " + megabytes() + " of " + LIMIT + " MB (10^6)"
                + (isWithinMegabytes() ? "" : ", too large") + "; " + mebibytes() + " of " + LIMIT + " MiB (2^20)"
                + (isWithinMebibytes() ? "" : ", too large");
    }

    void put(Map<String, @Nullable Object> figures) {
        figures.put("within15Megabytes", isWithinMegabytes());
        figures.put("within15Mebibytes", isWithinMebibytes());
    }
}
