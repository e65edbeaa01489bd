package io.ironjournal.segment;

/** The advice in messages about missing or damaged segments that the log cannot rebuild. */
final class LossRemedy {

    static final String RESTORE = ". Restore it from a copy. If there is none, open with the corruptionPolicy TRUNCATE,"
            + " which records the loss";

    private LossRemedy() {}
}
