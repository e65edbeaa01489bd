/**
 * What the side of a transaction manager drives: branches, their votes and outcomes, and the list of those in doubt. {@link
 * io.ironjournal.spi.transaction.Transactions#of} finds it in a journal. An SPI for integrations;
 * applications use {@code journal-jta} instead. No type of Jakarta and of {@code
 * javax.transaction.xa} appears here.
 */
@NullMarked
package io.ironjournal.spi.transaction;

import org.jspecify.annotations.NullMarked;
