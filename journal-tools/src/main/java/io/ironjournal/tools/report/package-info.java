/** The page that {@code ironjournal report} writes. */
@NullMarked
package io.ironjournal.tools.report;

import org.jspecify.annotations.NullMarked;
