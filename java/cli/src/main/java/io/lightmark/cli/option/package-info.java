/** Options that several commands share: what they are called, what they accept, and what becomes of them. */
@NullMarked
package io.lightmark.cli.option;

import org.jspecify.annotations.NullMarked;
