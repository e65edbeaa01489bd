package io.ironjournal.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The outcome of an asynchronous append, which only the engine decides. It is itself the stage, so that an append needs
 * no second object. Callers that request a future get a copy.
 */
final class PendingAppend extends CompletableFuture<Long> {

    void succeeded(long id) {
        super.complete(id);
    }

    void failed(Throwable why) {
        super.completeExceptionally(why);
    }

    @Override
    public CompletableFuture<Long> toCompletableFuture() {
        return copy();
    }

    /** Dependent stages belong to the caller. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    @Override
    public boolean complete(Long value) {
        throw decidedByTheJournal();
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        throw decidedByTheJournal();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        throw decidedByTheJournal();
    }

    @Override
    public void obtrudeValue(Long value) {
        throw decidedByTheJournal();
    }

    @Override
    public void obtrudeException(Throwable failure) {
        throw decidedByTheJournal();
    }

    @Override
    public CompletableFuture<Long> orTimeout(long timeout, TimeUnit unit) {
        throw decidedByTheJournal();
    }

    @Override
    public CompletableFuture<Long> completeOnTimeout(Long value, long timeout, TimeUnit unit) {
        throw decidedByTheJournal();
    }

    @Override
    public CompletableFuture<Long> completeAsync(Supplier<? extends Long> supplier, Executor executor) {
        throw decidedByTheJournal();
    }

    private static UnsupportedOperationException decidedByTheJournal() {
        return new UnsupportedOperationException(
                "Only the journal decides the outcome of an append. Use toCompletableFuture(), which returns a copy");
    }
}
