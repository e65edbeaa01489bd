/**
 * The wiring: the one place that knows all parts, puts them together when a journal is opened and takes them apart when
 * it is closed. Imports everything; imported by nothing but the static {@code open} methods of the API.
 */
@NullMarked
package io.ironjournal.internal;

import org.jspecify.annotations.NullMarked;
