/**
 * Branches of distributed transactions: {@link io.ironjournal.branch.BranchTable} holds them all, {@link
 * io.ironjournal.branch.BranchTransactions} takes the calls and writes their records. A branch changes its state by the
 * tables of {@code BranchRules} only.
 */
@NullMarked
package io.ironjournal.branch;

import org.jspecify.annotations.NullMarked;
