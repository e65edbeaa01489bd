package io.ironjournal.format;

/** The advice in messages about missing or damaged files that the commit log cannot rebuild. */
public final class LossRemedy {

    public static final String RESTORE = ". Restore it from a copy. If there is none, open with the corruptionPolicy"
            + " TRUNCATE, which records the loss";

    private LossRemedy() {}
}
