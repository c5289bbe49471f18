/** The contract that every device meets, and the choice between devices. */
@NullMarked
package io.lightmark.backend;

import org.jspecify.annotations.NullMarked;
