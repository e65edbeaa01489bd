/**
 * Programs that show the journal at work, each with a {@code main} method and runnable by one command.
 *
 * <p>They may import whatever an application would: the exported packages of all modules, the Jakarta APIs, Weld,
 * Narayana, and a database. They are never published, and nothing imports them.
 */
@NullMarked
package io.ironjournal.samples;

import org.jspecify.annotations.NullMarked;
