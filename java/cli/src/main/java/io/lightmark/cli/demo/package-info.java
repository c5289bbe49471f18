/** The demo: the whole main job, from pictures to figures, within a time budget. */
@NullMarked
package io.lightmark.cli.demo;

import org.jspecify.annotations.NullMarked;
