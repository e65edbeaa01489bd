package io.ironjournal.figures;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.ironjournal.Group")
@Label("Group")
@Description("Records are written together, from their sending until they are readable")
@Category("IronJournal")
@StackTrace(false)
@Enabled(false)
final class GroupEvent extends Event implements Recording {

    /** Never recorded. Says whether a recording wants such events. */
    private static final GroupEvent WANTED = new GroupEvent("");

    @Label("Journal")
    final String journal;

    @Label("Records")
    long records;

    private GroupEvent(String journal) {
        this.journal = journal;
    }

    static Recording begin(String journal) {
        if (!WANTED.isEnabled()) {
            return NONE;
        }
        GroupEvent event = new GroupEvent(journal);
        event.begin();
        return event;
    }

    @Override
    public void finish(long figure) {
        records = figure;
        commit();
    }
}
