package io.ironjournal;

/** The stream that was to be changed does not exist. */
public class StreamNotFoundException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the failure.
     *
     * @param message names the stream
     */
    public StreamNotFoundException(String message) {
        super(message);
    }
}
