/** What a reader did with everything it was given: used, listed with a reason, or used with a remark. */
@NullMarked
package io.lightmark.vision.report;

import org.jspecify.annotations.NullMarked;
