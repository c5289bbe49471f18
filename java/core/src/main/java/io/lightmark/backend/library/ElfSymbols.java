package io.lightmark.backend.library;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The names that a 64-bit little-endian shared library offers to others, read from its table of dynamic symbols. */
public final class ElfSymbols {
    private static final int SECTION_TABLE_OFFSET_AT = 40;
    private static final int SECTION_ENTRY_BYTES_AT = 58;
    private static final int SECTION_COUNT_AT = 60;
    private static final int HEADER_BYTES = 64;
    private static final int DYNAMIC_SYMBOLS = 11;
    private static final int SYMBOL_BYTES = 24;

    private final FileChannel file;
    private final long sections;
    private final int sectionBytes;
    private final int sectionCount;

    private ElfSymbols(FileChannel file) throws IOException {
        this.file = file;
        ByteBuffer header = read(0, HEADER_BYTES);
        this.sections = header.getLong(SECTION_TABLE_OFFSET_AT);
        this.sectionBytes = Short.toUnsignedInt(header.getShort(SECTION_ENTRY_BYTES_AT));
        this.sectionCount = Short.toUnsignedInt(header.getShort(SECTION_COUNT_AT));
    }

    /**
     * The names of functions and variables that a library defines.
     *
     * @throws IOException if the file cannot be read or is no such library
     */
    public static Set<String> definedBy(Path library) throws IOException {
        try (FileChannel file = FileChannel.open(library)) {
            return new ElfSymbols(file).defined();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException(library + " is no shared library that can be read", e);
        }
    }

    private Set<String> defined() throws IOException {
        for (int i = 0; i < sectionCount; i++) {
            ByteBuffer section = section(i);
            if (section.getInt(4) == DYNAMIC_SYMBOLS) {
                return names(contents(section), contents(section(section.getInt(40))));
            }
        }
        throw new IOException("no table of dynamic symbols");
    }

    private static Set<String> names(ByteBuffer symbols, ByteBuffer strings) {
        Set<String> names = new HashSet<>();
        for (int at = 0; at + SYMBOL_BYTES <= symbols.capacity(); at += SYMBOL_BYTES) {
            boolean isDefined = symbols.getShort(at + 6) != 0;
            if (isDefined) {
                names.add(text(strings, symbols.getInt(at)));
            }
        }
        return names;
    }

    private static String text(ByteBuffer strings, int begin) {
        int end = begin;
        while (strings.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - begin];
        strings.get(begin, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private ByteBuffer section(int index) throws IOException {
        return read(sections + (long) index * sectionBytes, HEADER_BYTES);
    }

    private ByteBuffer contents(ByteBuffer section) throws IOException {
        return read(section.getLong(24), section.getLong(32));
    }

    private ByteBuffer read(long position, long bytes) throws IOException {
        if (bytes < 0 || position < 0 || bytes > file.size() - position) {
            throw new EOFException("the library is truncated");
        }
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && file.read(buffer, position + buffer.position()) >= 0) {
            // reads may be short
        }
        return buffer;
    }
}
