/** Pictures of results as PNG files: loss curves, error histograms, cumulative errors. Nothing is computed here. */
@NullMarked
package io.lightmark.cli.plot;

import org.jspecify.annotations.NullMarked;
