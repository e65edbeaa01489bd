/**
 * The SPI implementation for Open Liberty. Liberty writes serialized resources to its log and reads them by classes of
 * the server, which cannot load classes of an application. Therefore the journal gives Liberty a name instead of a
 * resource. While the journal is open, it publishes a factory of its resource with that name. The ServiceLoader finds
 * this package; applications do not use it directly.
 */
@NullMarked
package io.ironjournal.liberty;

import org.jspecify.annotations.NullMarked;
