/** How far a long task has come: a bar on a terminal, a line every few seconds elsewhere. */
@NullMarked
package io.lightmark.cli.progress;

import org.jspecify.annotations.NullMarked;
