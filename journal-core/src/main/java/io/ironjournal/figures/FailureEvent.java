package io.ironjournal.figures;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.ironjournal.Failure")
@Label("Failure")
@Description("A failure ends all writing")
@Category("IronJournal")
@StackTrace(false)
final class FailureEvent extends Event {

    @Label("Journal")
    final String journal;

    @Label("Cause")
    final String cause;

    private FailureEvent(String journal, String cause) {
        this.journal = journal;
        this.cause = cause;
    }

    static void record(String journal, String cause) {
        new FailureEvent(journal, cause).commit();
    }
}
