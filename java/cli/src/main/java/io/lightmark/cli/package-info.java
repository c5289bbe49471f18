/** The command line's entrance: the root command, exit codes, and what becomes of failures. */
@NullMarked
package io.lightmark.cli;

import org.jspecify.annotations.NullMarked;
