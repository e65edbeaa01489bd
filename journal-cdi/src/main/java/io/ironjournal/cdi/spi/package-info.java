/**
 * Interfaces for the integration of a platform such as Quarkus. Applications do not use them. Nothing returns or
 * accepts null, unless it is marked {@code @Nullable}.
 */
@NullMarked
package io.ironjournal.cdi.spi;

import org.jspecify.annotations.NullMarked;
