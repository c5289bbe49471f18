/** Reading of MATLAB's files of version 5: matrices of numbers, nothing else. */
@NullMarked
package io.lightmark.vision.matlab;

import org.jspecify.annotations.NullMarked;
