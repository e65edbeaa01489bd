/**
 * The configuration keys of a journal: names, types, defaults, limits and descriptions, each defined once. Integrations look
 * up values where their platform keeps them, spell the keys as their platform does, and get {@code JournalOptions} from here.
 *
 * <p>It may import the core's packages {@code io.ironjournal}, {@code sharded} and {@code text}, and nothing of a platform.
 */
@NullMarked
package io.ironjournal.config;

import org.jspecify.annotations.NullMarked;
