/** Training under the eyes of a person: progress, loss curves, interruption, the folder of checkpoints. */
@NullMarked
package io.lightmark.cli.training;

import org.jspecify.annotations.NullMarked;
