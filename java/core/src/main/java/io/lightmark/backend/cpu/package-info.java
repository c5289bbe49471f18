/** The CPU backend: plans that run in one native call, and the loading of the native library. */
@NullMarked
package io.lightmark.backend.cpu;

import org.jspecify.annotations.NullMarked;
