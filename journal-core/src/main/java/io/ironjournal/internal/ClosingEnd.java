package io.ironjournal.internal;

import java.util.concurrent.CountDownLatch;

/** Lets everybody who closes a journal return only when it is closed, whoever does the work. */
final class ClosingEnd {

    private final CountDownLatch ended = new CountDownLatch(1);

    void end() {
        ended.countDown();
    }

    /** Waits for the end, interrupted or not. */
    void awaitEnd() {
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
