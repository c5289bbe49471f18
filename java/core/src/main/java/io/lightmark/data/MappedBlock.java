package io.lightmark.data;

import io.lightmark.format.SafeTensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A block of pictures in a file, mapped in as many parts as needed; no picture lies across two parts. */
final class MappedBlock {
    /** Bytes of one map unless a single picture is larger. */
    static final int LARGEST_MAP = 1 << 30;

    private final long[] starts;
    private final List<ByteBuffer> maps;

    private MappedBlock(long[] starts, List<ByteBuffer> maps) {
        this.starts = starts;
        this.maps = maps;
    }

    static MappedBlock map(SafeTensors file, String tensor, PackedIndex index, int largest) {
        List<Long> starts = new ArrayList<>();
        List<ByteBuffer> maps = new ArrayList<>();
        long start = 0;
        for (int i = 0; i < index.size(); i++) {
            long end = index.end(i);
            boolean last = i + 1 == index.size();
            if (last || index.end(i + 1) - start > largest) {
                starts.add(start);
                maps.add(file.map(tensor, start, end - start));
                start = end;
            }
        }
        return new MappedBlock(starts.stream().mapToLong(Long::longValue).toArray(), maps);
    }

    /** The bytes of the picture that begins at {@code offset}, as a buffer of its own. */
    ByteBuffer picture(long offset, int bytes) {
        int found = Arrays.binarySearch(starts, offset);
        int part = found >= 0 ? found : -found - 2;
        return maps.get(part).slice((int) (offset - starts[part]), bytes);
    }

    /** Number of maps. */
    int parts() {
        return starts.length;
    }
}
