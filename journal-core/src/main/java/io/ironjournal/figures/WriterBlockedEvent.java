package io.ironjournal.figures;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.ironjournal.WriterBlocked")
@Label("Writer Blocked")
@Description("A writer waits for memory, or for a shorter commit log")
@Category("IronJournal")
@StackTrace(false)
final class WriterBlockedEvent extends Event implements Recording {

    /** Never recorded. Says whether a recording wants such events. */
    private static final WriterBlockedEvent WANTED = new WriterBlockedEvent("");

    @Label("Journal")
    final String journal;

    @Label("Bytes")
    @DataAmount
    long bytes;

    private WriterBlockedEvent(String journal) {
        this.journal = journal;
    }

    static Recording begin(String journal) {
        if (!WANTED.isEnabled()) {
            return NONE;
        }
        WriterBlockedEvent event = new WriterBlockedEvent(journal);
        event.begin();
        return event;
    }

    @Override
    public void finish(long figure) {
        bytes = figure;
        commit();
    }
}
