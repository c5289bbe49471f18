/** The command line, run in this process with captured output. */
@NullMarked
package io.lightmark.cli;

import org.jspecify.annotations.NullMarked;
