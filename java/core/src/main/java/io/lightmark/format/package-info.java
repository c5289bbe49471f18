/** Files of tensors: the safetensors format, read strictly and written atomically. What the tensors mean is not known here. */
@NullMarked
package io.lightmark.format;

import org.jspecify.annotations.NullMarked;
