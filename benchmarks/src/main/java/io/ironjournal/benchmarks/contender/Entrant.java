package io.ironjournal.benchmarks.contender;

import static io.ironjournal.benchmarks.contender.Ability.APPEND;
import static io.ironjournal.benchmarks.contender.Ability.BATCH;
import static io.ironjournal.benchmarks.contender.Ability.BULK;
import static io.ironjournal.benchmarks.contender.Ability.CHECKPOINT;
import static io.ironjournal.benchmarks.contender.Ability.GET;
import static io.ironjournal.benchmarks.contender.Ability.ITERATE;
import static io.ironjournal.benchmarks.contender.Ability.ONE_PHASE;
import static io.ironjournal.benchmarks.contender.Ability.STREAMS;
import static io.ironjournal.benchmarks.contender.Ability.TAIL;
import static io.ironjournal.benchmarks.contender.Ability.TWO_PHASE;
import static io.ironjournal.benchmarks.contender.Ability.UNFORCED;
import static io.ironjournal.benchmarks.contender.Ability.VIEW;
import static io.ironjournal.benchmarks.contender.Ability.VIRTUAL;
import static io.ironjournal.benchmarks.contender.Ability.XA;

import java.util.Set;

/** All contenders. */
public enum Entrant {
    IRONJOURNAL(
            "IronJournal",
            Kind.OURS,
            IronJournal::new,
            Set.of(
                    APPEND, BATCH, STREAMS, ONE_PHASE, TWO_PHASE, XA, VIRTUAL, UNFORCED, BULK, GET, ITERATE, VIEW,
                    TAIL)),
    IRONJOURNAL_SHARDS("IronJournal, 16 shards", Kind.OURS, IronJournalShards::new, Set.of(CHECKPOINT)),

    RAW_LEADER(
            "raw, leader/follower",
            Kind.LIMIT,
            RawLeader::new,
            Set.of(APPEND, BATCH, STREAMS, ONE_PHASE, TWO_PHASE, XA, VIRTUAL)),
    RAW_WRITER(
            "raw, writer thread",
            Kind.LIMIT,
            RawWriter::new,
            Set.of(APPEND, BATCH, STREAMS, ONE_PHASE, TWO_PHASE, XA, VIRTUAL)),
    RAW_TWICE_LEADER(
            "raw, leader/follower, written twice", Kind.LIMIT_TWICE, RawLeader::twice, Set.of(APPEND, BATCH, STREAMS)),
    RAW_TWICE_WRITER(
            "raw, writer thread, written twice", Kind.LIMIT_TWICE, RawWriter::twice, Set.of(APPEND, BATCH, STREAMS)),
    RAW_READS("raw, one file", Kind.LIMIT, RawReads::new, Set.of(GET, ITERATE, VIEW)),

    ARTEMIS_NIO(
            "Artemis NIO",
            Kind.PEER,
            ArtemisJournal::nio,
            Set.of(APPEND, BATCH, STREAMS, ONE_PHASE, TWO_PHASE, VIRTUAL, UNFORCED)),
    ARTEMIS_AIO("Artemis AIO", Kind.PEER, ArtemisJournal::aio, Set.of(APPEND, BATCH, STREAMS, ONE_PHASE, TWO_PHASE)),
    CHRONICLE(
            "Chronicle Queue",
            Kind.PEER,
            ChronicleQueues::byDefault,
            Set.of(APPEND, UNFORCED, BULK, GET, ITERATE, VIEW, TAIL)),
    CHRONICLE_READS("Chronicle Queue, for random reads", Kind.PEER, ChronicleQueues::forRandomReads, Set.of(GET)),
    ROCKSDB("RocksDB", Kind.PEER, RocksDbStore::new, Set.of(APPEND, BATCH, STREAMS, UNFORCED, BULK, GET, ITERATE)),
    ROCKSDB_TRANSACTIONS("RocksDB TransactionDB", Kind.PEER, RocksDbTransactions::new, Set.of(ONE_PHASE, TWO_PHASE)),
    BOOKKEEPER_EAGER(
            "BookKeeper journal", Kind.PEER, BookKeeperJournal::eager, Set.of(APPEND, STREAMS, VIRTUAL, UNFORCED)),
    BOOKKEEPER_WAITING(
            "BookKeeper journal, 2 ms", Kind.PEER, BookKeeperJournal::waiting, Set.of(APPEND, STREAMS, VIRTUAL)),
    H2("H2, CHECKPOINT SYNC", Kind.PEER, JdbcStore::h2, Set.of(APPEND, BATCH, STREAMS, GET, ITERATE)),
    DERBY("Derby", Kind.PEER, JdbcStore::derby, Set.of(APPEND, BATCH, STREAMS, ONE_PHASE, TWO_PHASE, XA, GET, ITERATE));

    /** What a contender is in the report: this journal, a limit, or another journal. */
    public enum Kind {
        OURS,
        LIMIT,
        /** The limit of a store that writes everything twice. */
        LIMIT_TWICE,
        PEER
    }

    /** Opens, or creates, a contender. */
    private interface Opener {
        Contender open(Opening opening) throws Exception;
    }

    private final String title;
    private final Kind kind;
    private final Opener opener;
    private final Set<Ability> abilities;

    Entrant(String title, Kind kind, Opener opener, Set<Ability> abilities) {
        this.title = title;
        this.kind = kind;
        this.opener = opener;
        this.abilities = abilities;
    }

    public String title() {
        return title;
    }

    public Kind kind() {
        return kind;
    }

    public boolean can(Set<Ability> needed) {
        return abilities.containsAll(needed);
    }

    public Contender open(Opening opening) throws Exception {
        return opener.open(opening);
    }
}
