/**
 * The journal in JTA transactions: its XA resource, the writers that join the transaction of the thread, the recovery
 * of branches in doubt, and {@link io.ironjournal.jta.JournalTransactionIntegration}, the SPI to transaction managers.
 * Applications start with {@link io.ironjournal.jta.TransactionalJournal} and {@link
 * io.ironjournal.jta.JournalRecovery}. Nothing returns or accepts null, unless it is marked {@code @Nullable}.
 *
 * <p>The package may import the exported packages of the core, {@code jakarta.transaction} and {@code
 * javax.transaction.xa}. It never imports an internal package of the core, a transaction manager or a container.
 */
@NullMarked
package io.ironjournal.jta;

import org.jspecify.annotations.NullMarked;
