package io.ironjournal.jta;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import org.jspecify.annotations.Nullable;

/** How a journal gets a resource into the thread's transaction. */
interface Enlisting {

    /** One resource for one transaction. */
    interface Enlistment {

        /** Enlists the resource. Returns false when it was refused without a reason. */
        boolean enlist() throws RollbackException, SystemException;

        /** What the resource works for; null while there is no resource. */
        @Nullable
        Association association();

        /** Called when the transaction is over. */
        void release();
    }

    Enlistment enlistment(OpenJournal journal);

    /** Registers in a second way for the end of the thread's transaction, where there is one. */
    void registerAgain(Synchronization ending);

    /** What an error about a refused resource ends with. */
    String hint();
}
