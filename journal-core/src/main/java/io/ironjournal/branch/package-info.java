/**
 * Branches of distributed transactions. {@link io.ironjournal.branch.BranchTable} contains all of them. {@link
 * io.ironjournal.branch.BranchTransactions} accepts calls and writes the records. A branch changes its state only by
 * the tables of {@code BranchRules}.
 */
@NullMarked
package io.ironjournal.branch;

import org.jspecify.annotations.NullMarked;
