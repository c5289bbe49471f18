/** Looking into networks and files: layer tables, tensors, metadata. */
@NullMarked
package io.lightmark.cli.inspect;

import org.jspecify.annotations.NullMarked;
