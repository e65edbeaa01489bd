/**
 * States of a transaction manager, as records of the log. {@link io.ironjournal.spi.transaction.ManagerStates} describes
 * what a transaction manager sees of them.
 */
@NullMarked
package io.ironjournal.manager;

import org.jspecify.annotations.NullMarked;
