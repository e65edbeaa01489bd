package io.ironjournal.spi.log;

import java.io.IOException;
import java.util.function.Consumer;

/** Sends groups to an {@link InMemoryLog}. */
public interface Network {

    /** A network without delay: a group arrives when it is sent. */
    Network NONE = (arrival, failure) -> arrival.run();

    /** A network on which no group arrives. */
    Network BROKEN = (arrival, failure) -> failure.accept(new IOException("The network is broken"));

    /** A completion for groups whose outcome no caller awaits. */
    GroupCompletion UNAWAITED = new GroupCompletion() {
        @Override
        public void completed() {}

        @Override
        public void failed(Throwable cause) {}
    };

    /**
     * Sends a group. Groups may arrive in any order.
     *
     * @param arrival runs on any thread when the group has arrived
     * @param failure is called instead if the group will never arrive
     */
    void send(Runnable arrival, Consumer<Throwable> failure);

    /** Returns the maximum number of groups in flight. */
    default int groupsInFlight() {
        return 1;
    }
}
