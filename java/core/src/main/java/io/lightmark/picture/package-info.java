/** How pictures reach a network: frames, normalisation and the staging of pixels in a plan's inputs. No decoding, no files. */
@NullMarked
package io.lightmark.picture;

import org.jspecify.annotations.NullMarked;
