package io.ironjournal.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Threads that work for a test, and how they ended. */
final class Crew {

    /** The end of a thread. */
    record Ended(boolean interrupted) {}

    private final List<Thread> threads = new ArrayList<>();
    private final List<Ended> ended = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    void start(Runnable work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                failures.add(e);
            }
            ended.add(new Ended(Thread.currentThread().isInterrupted()));
        });
        threads.add(thread);
        thread.start();
    }

    boolean isWorking() {
        return threads.stream().anyMatch(Thread::isAlive);
    }

    /** Interrupts the threads in turn. */
    void interruptOne(long turn) {
        threads.get((int) (turn % threads.size())).interrupt();
    }

    /** Waits for all threads, and fails if one of them failed. */
    void requireSuccess() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            AssertionError failure = new AssertionError(failures.size() + " threads failed");
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    /** Waits until every thread waits, without a timeout. */
    void awaitWaiting() {
        while (threads.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
    }

    List<Ended> ended() {
        return ended;
    }
}
