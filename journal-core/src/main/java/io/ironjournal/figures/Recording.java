package io.ironjournal.figures;

/** An event of the flight recorder that has begun. It does nothing if no recording wants the event. */
public interface Recording {

    /** Records nothing. */
    Recording NONE = figure -> {};

    /**
     * Ends the event and records it.
     *
     * @param figure what the event counts, such as bytes
     */
    void finish(long figure);
}
