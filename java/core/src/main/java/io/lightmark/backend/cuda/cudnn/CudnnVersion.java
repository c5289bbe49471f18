package io.lightmark.backend.cuda.cudnn;

/**
 * A version of cuDNN.
 *
 * @param number as cuDNN tells it: 90501 for 9.5.1, 8907 for 8.9.7
 */
record CudnnVersion(long number) {
    /** The first that JCudnn's native library was made for, and the first with its numbering. */
    static final long NINE = 90_000;

    /** The last that knows devices older than compute capability 7.5, in any patch. */
    private static final long LAST_BEFORE_TURING = 91_099;

    private static final int TURING = 75;

    /** Whether JCudnn's native library fits it. */
    boolean isNine() {
        return number >= NINE && number / 10_000 == 9;
    }

    /**
     * Whether it has kernels for a device.
     *
     * @param capability compute capability, as in sm_61
     */
    boolean knows(int capability) {
        return capability >= TURING || number <= LAST_BEFORE_TURING;
    }

    @Override
    public String toString() {
        long major = number >= NINE ? number / 10_000 : number / 1000;
        long minor = number >= NINE ? number / 100 % 100 : number / 100 % 10;
        return major + "." + minor + "." + number % 100;
    }
}
