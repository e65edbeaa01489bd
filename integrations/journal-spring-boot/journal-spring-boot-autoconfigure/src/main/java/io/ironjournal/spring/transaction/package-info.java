/**
 * Transactions whose only resource is one journal, for applications without a JTA transaction manager.
 */
@NullMarked
package io.ironjournal.spring.transaction;

import org.jspecify.annotations.NullMarked;
