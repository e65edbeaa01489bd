package io.ironjournal.spring.autoconfigure;

import io.ironjournal.Cursor;
import io.ironjournal.TxnWriter;
import io.ironjournal.config.JournalKeys;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import io.ironjournal.spring.CursorName;
import io.ironjournal.spring.JournalStream;
import java.lang.annotation.Annotation;
import org.springframework.beans.factory.InjectionPoint;

/** Makes the beans of one journal. {@link JournalBeanRegistrar} names these methods in bean definitions. */
final class JournalBeans {

    private final ApplicationJournals journals;

    JournalBeans(ApplicationJournals journals) {
        this.journals = journals;
    }

    TransactionalJournal journal(String name) {
        return journals.get(name).journal();
    }

    TransactionalShardedJournal shardedJournal(String name) {
        return journals.get(name)
                .sharded()
                .orElseThrow(() -> new IllegalStateException(
                        "The journal \"" + name + "\" is not sharded. To create it as a sharded journal, set its key \""
                                + JournalKeys.SHARDS.name() + "\" to the number of its shards"));
    }

    TxnWriter writer(String name, InjectionPoint where) {
        return new InjectedWriter(
                journals.get(name), required(JournalStream.class, where).value());
    }

    ShardedTxnWriter shardedWriter(String name) {
        return new InjectedShardedWriter(
                shardedJournal(name), journals.get(name).transactions().registry());
    }

    Cursor cursor(String name, InjectionPoint where) {
        return journals.get(name)
                .journal()
                .cursor(
                        required(CursorName.class, where).value(),
                        required(JournalStream.class, where).value());
    }

    private static <A extends Annotation> A required(Class<A> annotation, InjectionPoint where) {
        A found = where.getAnnotation(annotation);
        if (found == null) {
            throw new IllegalStateException("@" + annotation.getSimpleName() + " is missing at " + where.getMember()
                    + ": say there which stream is meant, or get writers and cursors from an injected Journal");
        }
        return found;
    }
}
