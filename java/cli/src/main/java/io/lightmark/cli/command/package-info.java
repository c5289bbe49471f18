/** One class per command: its options, its checks, and the order of its work. */
@NullMarked
package io.lightmark.cli.command;

import org.jspecify.annotations.NullMarked;
