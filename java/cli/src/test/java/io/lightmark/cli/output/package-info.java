@NullMarked
package io.lightmark.cli.output;

import org.jspecify.annotations.NullMarked;
