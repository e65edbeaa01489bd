package io.ironjournal.bookkeeper.test;

import java.io.Closeable;
import java.io.IOException;

/** Starts threads, and closes what may be closed already. */
final class Threads {

    private Threads() {}

    static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // It is of no use any more.
        }
    }
}
