/** Measuring a cascade and showing the outcome: tables, pictures, maps for JSON. */
@NullMarked
package io.lightmark.cli.evaluation;

import org.jspecify.annotations.NullMarked;
