package io.lightmark.backend.library;

import io.lightmark.error.DeviceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * What must hold before the dynamic linker may touch a file: it is a 64-bit little-endian ELF file, and it is all there.
 * The linker maps a truncated library without complaint, and the process dies at the first access past its end.
 */
final class ElfFile {
    private static final int HEADER_BYTES = 64;
    private static final int MAGIC = 0x464c457f;
    private static final int CLASS_64_LITTLE_ENDIAN = 0x0102;
    private static final int SECTION_TABLE_OFFSET_AT = 40;
    private static final int SECTION_ENTRY_BYTES_AT = 58;
    private static final int SECTION_COUNT_AT = 60;

    private ElfFile() {}

    static void requireComplete(Path file) {
        long size;
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file)) {
            size = channel.size();
            int read;
            do {
                read = channel.read(header);
            } while (read > 0);
        } catch (IOException e) {
            throw new DeviceException(
                    "the native library " + file + " to be readable", e.toString(), "check its permissions.", e);
        }
        if (header.hasRemaining() || header.getInt(0) != MAGIC || header.getShort(4) != CLASS_64_LITTLE_ENDIAN) {
            throw new DeviceException(
                    "the native library " + file + " to be a 64-bit ELF file",
                    "a file of " + size + " bytes that is none",
                    "use the library that the build made.");
        }
        // Linkers put the table of sections at the end of the file.
        long end = header.getLong(SECTION_TABLE_OFFSET_AT)
                + (long) Short.toUnsignedInt(header.getShort(SECTION_ENTRY_BYTES_AT))
                        * Short.toUnsignedInt(header.getShort(SECTION_COUNT_AT));
        if (end < HEADER_BYTES || end > size) {
            throw new DeviceException(
                    "the native library " + file + " to have " + end + " bytes",
                    size + " bytes: it is truncated",
                    "copy or build it again.");
        }
    }
}
