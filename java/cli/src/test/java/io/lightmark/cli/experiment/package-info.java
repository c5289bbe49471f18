@NullMarked
package io.lightmark.cli.experiment;

import org.jspecify.annotations.NullMarked;
