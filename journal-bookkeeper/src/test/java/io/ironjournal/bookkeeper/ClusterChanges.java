package io.ironjournal.bookkeeper;

/** What happens to the changes that a process makes on a {@link SimulatedCluster}. They happen in one thread. */
interface ClusterChanges {

    /** All succeed. */
    ClusterChanges ALL_SUCCEED = new ClusterChanges() {
        @Override
        public Outcome next() {
            return Outcome.SUCCEEDS;
        }

        @Override
        public void done() {}

        @Override
        public void requireAlive() {}
    };

    /** What becomes of a change. */
    enum Outcome {
        SUCCEEDS,
        /** No server has it. */
        IS_LOST,
        /** The servers have it, and their answer is lost. */
        ANSWER_IS_LOST
    }

    /** Returns what happens to the next change. Throws an exception if the process ends before it. */
    Outcome next();

    /** Is called when the servers have the change. Throws an exception if the process ends then. */
    void done();

    /** Throws an exception if the process has ended. */
    void requireAlive();
}
