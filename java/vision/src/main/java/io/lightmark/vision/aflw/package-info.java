/** The layout of AFLW2000-3D and 300W-LP: a MATLAB file beside every picture. */
@NullMarked
package io.lightmark.vision.aflw;

import org.jspecify.annotations.NullMarked;
