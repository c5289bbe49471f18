/** How results leave the program: tables, numbers, JSON files, folders. Nothing here knows what a command does. */
@NullMarked
package io.lightmark.cli.output;

import org.jspecify.annotations.NullMarked;
