package io.ironjournal.figures;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.ironjournal.Damage")
@Label("Damage")
@Description("The scrub found a damaged segment")
@Category("IronJournal")
@StackTrace(false)
final class DamageEvent extends Event {

    @Label("Journal")
    final String journal;

    @Label("Damage")
    final String damage;

    private DamageEvent(String journal, String damage) {
        this.journal = journal;
        this.damage = damage;
    }

    static void record(String journal, String damage) {
        new DamageEvent(journal, damage).commit();
    }
}
