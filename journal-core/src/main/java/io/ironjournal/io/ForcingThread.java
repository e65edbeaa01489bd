package io.ironjournal.io;

/** A daemon thread for one operation on channels. Other code does not know it, so it is never interrupted. */
public final class ForcingThread extends Thread {

    /** Creates the thread without starting it. */
    public ForcingThread(Runnable task, String name) {
        super(task, name);
        setDaemon(true);
    }
}
