@NullMarked
package io.lightmark.cli.report;

import org.jspecify.annotations.NullMarked;
