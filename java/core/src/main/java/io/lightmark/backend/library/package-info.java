/** Shared libraries that travel as resources: found, extracted safely, checked, loaded. */
@NullMarked
package io.lightmark.backend.library;

import org.jspecify.annotations.NullMarked;
