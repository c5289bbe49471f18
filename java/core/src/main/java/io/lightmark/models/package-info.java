/** The published networks, as tables of layers. */
@NullMarked
package io.lightmark.models;

import org.jspecify.annotations.NullMarked;
