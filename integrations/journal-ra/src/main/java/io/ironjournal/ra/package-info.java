/**
 * The journal as a resource adapter of Jakarta Connectors: a server opens it once for all applications, enlists it in
 * their transactions, recovers it, and delivers its entries to message-driven beans.
 *
 * <p>The package may import {@code io.ironjournal.jta}, {@code io.ironjournal.config}, the core's exported packages and
 * the APIs {@code jakarta.resource} and {@code jakarta.transaction}. It never imports a server.
 */
@NullMarked
package io.ironjournal.ra;

import org.jspecify.annotations.NullMarked;
