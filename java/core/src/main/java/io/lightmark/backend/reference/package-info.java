/** The oracle: every operation in plain Java and double precision, written to be read and never to be fast. */
@NullMarked
package io.lightmark.backend.reference;

import org.jspecify.annotations.NullMarked;
