@NullMarked
package io.lightmark.cli.evaluation;

import org.jspecify.annotations.NullMarked;
