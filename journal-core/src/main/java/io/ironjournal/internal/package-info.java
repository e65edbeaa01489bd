/**
 * The wiring. Only this package knows all parts. It assembles them when a journal is opened, and closes them with the
 * journal. It imports all packages. Only the static {@code open} methods of the API import it.
 */
@NullMarked
package io.ironjournal.internal;

import org.jspecify.annotations.NullMarked;
