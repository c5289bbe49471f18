@NullMarked
package io.lightmark.cli.progress;

import org.jspecify.annotations.NullMarked;
