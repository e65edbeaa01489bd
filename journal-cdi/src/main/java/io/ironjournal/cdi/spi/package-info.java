/**
 * Interfaces for the integration of a platform such as Quarkus. Applications do not use them. Nothing returns or
 * accepts null, unless it is marked {@code @Nullable}.
 *
 * <p>The package may import {@code io.ironjournal.config} and the core's packages. It never imports {@code
 * io.ironjournal.cdi}.
 */
@NullMarked
package io.ironjournal.cdi.spi;

import org.jspecify.annotations.NullMarked;
