/**
 * The journal in JTA transactions: its XA resource, the writers that join the transaction of the thread, the recovery
 * of branches in doubt, and {@link io.ironjournal.jta.JournalTransactionIntegration}, the SPI to transaction managers.
 * Applications start with {@link io.ironjournal.jta.TransactionalJournal} and {@link
 * io.ironjournal.jta.JournalRecovery}. Nothing returns or accepts null, unless it is marked {@code @Nullable}.
 */
@NullMarked
package io.ironjournal.jta;

import org.jspecify.annotations.NullMarked;
