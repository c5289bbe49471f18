package io.lightmark.backend.cuda.cudnn;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a call of cuDNN answered. The table is {@code statuses.txt} beside this class; JCudnn's constants are those of
 * cuDNN 8 whatever is loaded.
 *
 * @param major the major version whose numbering this is
 * @param code the number
 * @param name {@code CUDNN_STATUS_…}
 * @param kind what it means
 */
record CudnnStatus(int major, int code, String name, Kind kind) {
    static final int SUCCESS = 0;

    /** Cudnn 9 numbered the statuses anew. */
    private static final int RENUMBERED = 9;

    private static final List<CudnnStatus> TABLE = read();

    /** What a status means. */
    enum Kind {
        /** This call failed; others may succeed. */
        PLAIN,
        /** There was too little memory; nothing was lost. */
        MEMORY,
        /** Files of the library are missing or of different versions. */
        INSTALLATION
    }

    /** The status of a code under the numbering of a version such as 90501. */
    static CudnnStatus of(int code, long version) {
        int major = version >= CudnnVersion.NINE ? RENUMBERED : RENUMBERED - 1;
        for (CudnnStatus status : TABLE) {
            if (status.major == major && status.code == code) {
                return status;
            }
        }
        return new CudnnStatus(major, code, "CUDNN_STATUS_UNLISTED", Kind.PLAIN);
    }

    /** All statuses that the table lists. */
    static List<CudnnStatus> table() {
        return TABLE;
    }

    private static List<CudnnStatus> read() {
        InputStream in = Objects.requireNonNull(CudnnStatus.class.getResourceAsStream("statuses.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<CudnnStatus> table = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    table.add(parse(line.split(" ")));
                }
            }
            return List.copyOf(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CudnnStatus parse(String[] fields) {
        return new CudnnStatus(
                Integer.parseInt(fields[0]),
                Integer.parseInt(fields[1]),
                "CUDNN_STATUS_" + fields[2],
                Kind.valueOf(fields[3].toUpperCase(Locale.ROOT)));
    }
}
