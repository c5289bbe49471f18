package io.lightmark.benchmarks;

import io.lightmark.backend.Backend;
import io.lightmark.backend.reference.ReferenceBackend;

/** Which of our backends is measured. */
public enum BackendChoice {
    /** The oracle: slow by design, here to try the harness out. */
    REFERENCE {
        @Override
        public Backend open(int threads) {
            return new ReferenceBackend();
        }

        @Override
        public String simd() {
            return "none";
        }
    };

    /** Opens the backend; the caller closes it. */
    public abstract Backend open(int threads);

    /** The instruction set that its kernels use on this machine. */
    public abstract String simd();
}
