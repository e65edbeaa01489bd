package io.ironjournal.jta;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import org.jspecify.annotations.Nullable;

/** Enlists a journal's resource in the thread's transaction. */
interface Enlisting {

    /** One resource for one transaction. */
    interface Enlistment {

        /** Enlists the resource. Returns false when the transaction manager refuses it and gives no reason. */
        boolean enlist() throws RollbackException, SystemException;

        /** Returns the association of the resource; null while there is no resource. */
        @Nullable
        Association association();

        /** Releases the resource. Called after the transaction has ended. */
        void release();
    }

    /** Returns an enlistment of the journal in the thread's transaction. */
    Enlistment enlistment(XaJournal journal);

    /** Registers a synchronization in a second way, if the transaction manager needs that. */
    void registerAgain(Synchronization ending);

    /** Returns the end of the message about a refused resource. */
    String hint();
}
