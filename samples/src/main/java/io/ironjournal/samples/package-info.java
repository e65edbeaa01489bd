/**
 * Sample programs. Each has a {@code main} method and runs by one command.
 *
 * <p>They may import what an application may import: the exported packages of all modules, the Jakarta APIs, Weld,
 * Narayana and a database. They are not published, and no module imports them.
 */
@NullMarked
package io.ironjournal.samples;

import org.jspecify.annotations.NullMarked;
