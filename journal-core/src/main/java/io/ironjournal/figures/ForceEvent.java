package io.ironjournal.figures;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

@Name("io.ironjournal.Force")
@Label("Force")
@Description("The commit log makes records durable")
@Category("IronJournal")
@StackTrace(false)
@Threshold("1 ms")
final class ForceEvent extends Event implements Recording {

    /** Never recorded. Says whether a recording wants such events. */
    private static final ForceEvent WANTED = new ForceEvent("");

    @Label("Journal")
    final String journal;

    @Label("Bytes")
    @DataAmount
    long bytes;

    private ForceEvent(String journal) {
        this.journal = journal;
    }

    static Recording begin(String journal) {
        if (!WANTED.isEnabled()) {
            return NONE;
        }
        ForceEvent event = new ForceEvent(journal);
        event.begin();
        return event;
    }

    @Override
    public void finish(long figure) {
        bytes = figure;
        commit();
    }
}
