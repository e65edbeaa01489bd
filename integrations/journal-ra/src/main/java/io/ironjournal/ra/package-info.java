/**
 * The journal as a resource adapter of Jakarta Connectors: a server opens it once for all applications, enlists it in
 * their transactions, recovers it, and delivers its entries to message-driven beans.
 */
@NullMarked
package io.ironjournal.ra;

import org.jspecify.annotations.NullMarked;
