package io.ironjournal.figures;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.ironjournal.FlushRound")
@Label("Flush Round")
@Description("The flusher writes and forces segments")
@Category("IronJournal")
@StackTrace(false)
final class FlushRoundEvent extends Event implements Recording {

    /** Never recorded. Says whether a recording wants such events. */
    private static final FlushRoundEvent WANTED = new FlushRoundEvent("");

    @Label("Journal")
    final String journal;

    @Label("LSN")
    long lsn;

    private FlushRoundEvent(String journal) {
        this.journal = journal;
    }

    static Recording begin(String journal) {
        if (!WANTED.isEnabled()) {
            return NONE;
        }
        FlushRoundEvent event = new FlushRoundEvent(journal);
        event.begin();
        return event;
    }

    @Override
    public void finish(long figure) {
        lsn = figure;
        commit();
    }
}
