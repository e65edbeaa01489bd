/** The command {@code ironjournal}: looks into a journal without changing it. */
@NullMarked
package io.ironjournal.tools;

import org.jspecify.annotations.NullMarked;
