/**
 * What the integration of a platform implements and uses, such as that of Quarkus. Applications need nothing of it.
 *
 * <p>It may import {@code io.ironjournal.config} and the core's packages, and nothing of {@code io.ironjournal.cdi}.
 */
@NullMarked
package io.ironjournal.cdi.spi;

import org.jspecify.annotations.NullMarked;
