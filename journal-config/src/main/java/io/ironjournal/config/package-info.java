/**
 * The configuration keys of a journal: names, types, defaults, limits and descriptions, each defined once. An
 * integration provides the lookup of values and the spelling of keys, and gets {@code JournalOptions} from this package.
 *
 * <p>The package may import the core's packages {@code io.ironjournal}, {@code sharded} and {@code text}. It never imports a
 * platform.
 */
@NullMarked
package io.ironjournal.config;

import org.jspecify.annotations.NullMarked;
