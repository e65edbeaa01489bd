/**
 * The SPI that a transaction manager integration uses: branches, their votes and outcomes, and the branches in doubt.
 * {@link io.ironjournal.spi.transaction.Transactions#of} returns it for a journal. Applications use {@code journal-jta}
 * instead. The package contains no type of Jakarta or of {@code javax.transaction.xa}. Nothing returns or accepts null,
 * unless it is marked {@code @Nullable}.
 */
@NullMarked
package io.ironjournal.spi.transaction;

import org.jspecify.annotations.NullMarked;
