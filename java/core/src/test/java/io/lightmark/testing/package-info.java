/** What tests share: tiny networks and generated faces. */
@NullMarked
package io.lightmark.testing;

import org.jspecify.annotations.NullMarked;
