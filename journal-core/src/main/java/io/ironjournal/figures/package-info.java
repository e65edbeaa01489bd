/** What the parts of a journal count for operators. */
@NullMarked
package io.ironjournal.figures;

import org.jspecify.annotations.NullMarked;
