package io.lightmark.backend.cpu;

import io.lightmark.error.DeviceException;

/** Runs in a child: loads the library, twice, and prints what came of it. */
final class LoadTwice {
    private LoadTwice() {}

    public static void main(String[] args) {
        for (int attempt = 1; attempt <= 2; attempt++) {
            try {
                NativeLibrary library = NativeLibrary.load();
                System.out.println("loaded " + library.origin());
                System.out.println("level " + NativeLightmark.simdLevel() + " " + library.fingerprint());
            } catch (DeviceException e) {
                System.out.println("refused " + e.getMessage());
            }
        }
    }
}
