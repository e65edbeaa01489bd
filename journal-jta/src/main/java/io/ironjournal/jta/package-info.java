/**
 * The journal inside JTA transactions: its XA resource, the writers that join the thread's transaction, the recovery of
 * branches in doubt, and {@code JournalTransactionIntegration}, the seam to transaction managers.
 *
 * <p>It may import the core's exported packages, {@code jakarta.transaction} and {@code javax.transaction.xa}, never an
 * internal package of the core, a transaction manager or a container.
 */
@NullMarked
package io.ironjournal.jta;

import org.jspecify.annotations.NullMarked;
