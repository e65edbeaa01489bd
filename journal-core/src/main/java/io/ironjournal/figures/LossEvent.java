package io.ironjournal.figures;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.ironjournal.Loss")
@Label("Loss")
@Description("Acknowledged data is lost")
@Category("IronJournal")
@StackTrace(false)
final class LossEvent extends Event {

    @Label("Journal")
    final String journal;

    @Label("Loss")
    final String loss;

    private LossEvent(String journal, String loss) {
        this.journal = journal;
        this.loss = loss;
    }

    static void record(String journal, String loss) {
        new LossEvent(journal, loss).commit();
    }
}
