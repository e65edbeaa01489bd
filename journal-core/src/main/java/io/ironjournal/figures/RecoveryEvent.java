package io.ironjournal.figures;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.ironjournal.Recovery")
@Label("Recovery")
@Description("A journal is opened")
@Category("IronJournal")
@StackTrace(false)
final class RecoveryEvent extends Event implements Recording {

    /** Never recorded. Says whether a recording wants such events. */
    private static final RecoveryEvent WANTED = new RecoveryEvent("");

    @Label("Journal")
    final String journal;

    @Label("Replayed Records")
    long records;

    private RecoveryEvent(String journal) {
        this.journal = journal;
    }

    static Recording begin(String journal) {
        if (!WANTED.isEnabled()) {
            return NONE;
        }
        RecoveryEvent event = new RecoveryEvent(journal);
        event.begin();
        return event;
    }

    @Override
    public void finish(long figure) {
        records = figure;
        commit();
    }
}
