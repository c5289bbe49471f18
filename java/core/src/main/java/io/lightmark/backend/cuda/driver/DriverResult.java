package io.lightmark.backend.cuda.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a call of the driver answered. The table is {@code results.txt} beside this class.
 *
 * @param code the number
 * @param name {@code CUDA_ERROR_…}
 * @param kind what it means for the process
 */
record DriverResult(int code, String name, Kind kind) {
    static final int SUCCESS = 0;
    static final int OUT_OF_MEMORY = 2;
    static final int CALL_REQUIRES_NEWER_DRIVER = 36;
    static final int DEVICE_UNAVAILABLE = 46;
    static final int NO_DEVICE = 100;
    static final int NO_BINARY_FOR_GPU = 209;
    static final int SYSTEM_DRIVER_MISMATCH = 803;
    static final int COMPAT_NOT_SUPPORTED = 804;

    private static final Map<Integer, DriverResult> TABLE = read();

    /** What a result means for the process. */
    enum Kind {
        /** This call failed; others may succeed. */
        PLAIN,
        /** There was too little memory; nothing was lost. */
        MEMORY,
        /** No call of this process can succeed any more. */
        FATAL
    }

    static DriverResult of(int code) {
        DriverResult known = TABLE.get(code);
        return known != null ? known : new DriverResult(code, "CUDA_ERROR_UNLISTED", Kind.PLAIN);
    }

    /** All results that the table lists, by code. */
    static Map<Integer, DriverResult> table() {
        return TABLE;
    }

    private static Map<Integer, DriverResult> read() {
        InputStream in = Objects.requireNonNull(DriverResult.class.getResourceAsStream("results.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Map<Integer, DriverResult> table = new HashMap<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] fields = line.split(" ");
                    int code = Integer.parseInt(fields[0]);
                    Kind kind = Kind.valueOf(fields[2].toUpperCase(java.util.Locale.ROOT));
                    table.put(code, new DriverResult(code, "CUDA_ERROR_" + fields[1], kind));
                }
            }
            return Map.copyOf(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
