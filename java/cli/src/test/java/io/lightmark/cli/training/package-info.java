@NullMarked
package io.lightmark.cli.training;

import org.jspecify.annotations.NullMarked;
