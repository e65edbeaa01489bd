package io.ironjournal.figures;

import java.util.HexFormat;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.ironjournal.Checkpoint")
@Label("Checkpoint")
@Description("A checkpoint is durable")
@Category("IronJournal")
@StackTrace(false)
final class CheckpointEvent extends Event {

    /** Never recorded. Says whether a recording wants such events. */
    private static final CheckpointEvent WANTED = new CheckpointEvent("", "");

    @Label("Journal")
    final String journal;

    @Label("Id in hexadecimal")
    final String checkpoint;

    private CheckpointEvent(String journal, String checkpoint) {
        this.journal = journal;
        this.checkpoint = checkpoint;
    }

    static void record(String journal, byte[] id) {
        if (WANTED.isEnabled()) {
            new CheckpointEvent(journal, HexFormat.of().formatHex(id)).commit();
        }
    }
}
