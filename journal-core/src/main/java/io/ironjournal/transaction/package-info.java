/**
 * What a transaction manager's side drives: branches, their votes and outcomes, and the list of those in doubt. No
 * Jakarta type and no {@code javax.transaction.xa} type appears here; {@code journal-jta} maps both onto it. Imports
 * {@link io.ironjournal} only.
 */
@NullMarked
package io.ironjournal.transaction;

import org.jspecify.annotations.NullMarked;
