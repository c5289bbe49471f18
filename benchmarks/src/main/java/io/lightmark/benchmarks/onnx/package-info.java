/** ONNX files of our networks, written so that other runtimes can run exactly what lightmark runs. */
@NullMarked
package io.lightmark.benchmarks.onnx;

import org.jspecify.annotations.NullMarked;
