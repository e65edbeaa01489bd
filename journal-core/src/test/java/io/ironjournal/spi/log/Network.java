package io.ironjournal.spi.log;

import java.io.IOException;
import java.util.function.Consumer;

/** The way of groups to an {@link InMemoryLog}. */
public interface Network {

    /** No way at all: what is sent has arrived. */
    Network NONE = (arrival, failure) -> arrival.run();

    /** On which nothing arrives. */
    Network BROKEN = (arrival, failure) -> failure.accept(new IOException("The network is broken"));

    /** For groups whose outcome nobody awaits. */
    GroupCompletion UNAWAITED = new GroupCompletion() {
        @Override
        public void completed() {}

        @Override
        public void failed(Throwable cause) {}
    };

    /**
     * Sends a group. Groups may arrive in any order.
     *
     * @param arrival to be run when the group has arrived, on any thread
     * @param failure to be called instead when it never will
     */
    void send(Runnable arrival, Consumer<Throwable> failure);

    /** How many groups may be on their way. */
    default int groupsInFlight() {
        return 1;
    }
}
