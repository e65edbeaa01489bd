/**
 * The configuration keys of a journal: names, types, defaults, limits and descriptions, each defined once. An
 * integration provides the lookup of values and the spelling of keys, and gets {@code JournalOptions} from this package.
 */
@NullMarked
package io.ironjournal.config;

import org.jspecify.annotations.NullMarked;
