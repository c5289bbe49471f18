package io.lightmark.benchmarks.measure;

/**
 * Something ready to be timed: all preparation is done, {@link #run()} does the whole of what is measured, host call to
 * host result. Contenders of one comparison have the same input and must give the same {@link #result()}.
 */
public interface Contender extends AutoCloseable {
    /** Short name, the same in tables and files: {@code lightmark}, {@code onnxruntime}. */
    String name();

    /** One line: version and settings. */
    String describe();

    /** One run. */
    void run();

    /** The output of the last run, as a fresh array in an order that all contenders share. */
    float[] result();

    @Override
    void close();
}
