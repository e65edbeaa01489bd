/**
 * The parts of consumers that do not depend on who calls the application: dead letters, the durable number of deliveries,
 * and the delays between them. {@code StreamConsumer} and the message-driven beans of the resource adapter share them.
 * Not for applications.
 */
@NullMarked
package io.ironjournal.delivery;

import org.jspecify.annotations.NullMarked;
