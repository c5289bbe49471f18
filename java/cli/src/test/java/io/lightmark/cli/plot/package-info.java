@NullMarked
package io.lightmark.cli.plot;

import org.jspecify.annotations.NullMarked;
