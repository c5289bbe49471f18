package io.lightmark.backend.cuda.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a call of the driver answered. The table is {@code results.txt} beside this class.
 *
 * @param code the number
 * @param name {@code CUDA_ERROR_…}
 * @param kind what it means for the process
 * @param fix what to do about it
 */
record DriverResult(int code, String name, Kind kind, String fix) {
    static final int SUCCESS = 0;
    static final int OUT_OF_MEMORY = 2;

    private static final Map<Integer, DriverResult> TABLE = read();

    /** What a result means for the process. */
    enum Kind {
        /** This call failed; others may succeed. */
        PLAIN("run 'lightmark doctor'; if it finds nothing, report this message with its output."),
        /** There was too little memory; nothing was lost. */
        MEMORY("use a smaller batch, close plans that are no longer needed, or end other programs on this GPU."),
        /** No call of this process can succeed any more. */
        FATAL("start a new process and resume from the last checkpoint; to find the kernel, run again with"
                + " -Dlightmark.cuda.synchronous=true; if it happens again, run 'lightmark kernels check' and look for Xid"
                + " messages of the kernel log (dmesg).");

        private final String fix;

        Kind(String fix) {
            this.fix = fix;
        }
    }

    static DriverResult of(int code) {
        DriverResult known = TABLE.get(code);
        return known != null ? known : new DriverResult(code, "CUDA_ERROR_UNLISTED", Kind.PLAIN, Kind.PLAIN.fix);
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
                    DriverResult result = parse(line.split(" ", 4));
                    table.put(result.code(), result);
                }
            }
            return Map.copyOf(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DriverResult parse(String[] fields) {
        Kind kind = Kind.valueOf(fields[2].toUpperCase(Locale.ROOT));
        String fix = fields.length > 3 ? fields[3] : kind.fix;
        return new DriverResult(Integer.parseInt(fields[0]), "CUDA_ERROR_" + fields[1], kind, fix);
    }
}
