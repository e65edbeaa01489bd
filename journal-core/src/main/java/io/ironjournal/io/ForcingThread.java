package io.ironjournal.io;

/** A daemon that forces files and ends. Nobody knows it, and so nobody interrupts it: it may use channels itself. */
public final class ForcingThread extends Thread {

    /** Not started yet. */
    public ForcingThread(Runnable task, String name) {
        super(task, name);
        setDaemon(true);
    }
}
