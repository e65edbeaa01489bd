package io.ironjournal.flush;

import java.util.OptionalLong;

/** The positions of those who read streams. */
public interface StreamReaders {

    /**
     * Returns the lowest position of the readers of a stream.
     *
     * @param stream the stream's name
     * @param generation its generation; positions in other generations do not count
     * @return the id of the first entry that a reader still needs; empty if there is no reader
     */
    OptionalLong slowest(String stream, long generation);

    /**
     * Returns the lowest position of those readers whose positions may appear, or move back, at any time. Reads no file,
     * and waits for nobody.
     *
     * @param stream the stream's name
     * @param generation its generation
     * @return the id; empty if there is no such reader
     */
    OptionalLong slowestMoving(String stream, long generation);

    /**
     * Returns from which id on entries were put back from the archive, so that no rule may remove them. Reads no file, and
     * waits for nobody.
     *
     * @param stream the stream's name
     * @param generation its generation
     * @return the id; empty if nothing was put back, or if it was released
     */
    OptionalLong restored(String stream, long generation);
}
