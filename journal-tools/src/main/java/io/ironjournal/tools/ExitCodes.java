package io.ironjournal.tools;

/** The exit codes of all commands. */
final class ExitCodes {

    /** Everything is fine. */
    static final int FINE = 0;

    /** There are findings, or a part of the output is missing because of damage. */
    static final int FINDINGS = 1;

    /** The command line is wrong. */
    static final int USAGE = 2;

    /** Another process has the journal open. */
    static final int LOCKED = 3;

    /** There is no journal, or it cannot be read. */
    static final int UNREADABLE = 4;

    private ExitCodes() {}
}
