package io.ironjournal.log;

/**
 * Says that the committer cannot admit a write now, so that its caller must wait and queue it again. Nothing was
 * written. It has no stack trace, and applications never get it.
 */
public abstract class NotAdmittedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected NotAdmittedException(String message) {
        super(message, null, false, false);
    }
}
