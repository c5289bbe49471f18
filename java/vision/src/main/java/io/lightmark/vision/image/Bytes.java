package io.lightmark.vision.image;

/** Unsigned numbers in a file's bytes. */
final class Bytes {
    private Bytes() {}

    static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xff;
    }

    static int u16BigEndian(byte[] bytes, int at) {
        return u8(bytes, at) << 8 | u8(bytes, at + 1);
    }

    static long u32BigEndian(byte[] bytes, int at) {
        return (long) u16BigEndian(bytes, at) << 16 | u16BigEndian(bytes, at + 2);
    }

    static int u16LittleEndian(byte[] bytes, int at) {
        return u8(bytes, at) | u8(bytes, at + 1) << 8;
    }

    static long u32LittleEndian(byte[] bytes, int at) {
        return u16LittleEndian(bytes, at) | (long) u16LittleEndian(bytes, at + 2) << 16;
    }

    static boolean startsWith(byte[] bytes, int... prefix) {
        if (bytes.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (u8(bytes, i) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
