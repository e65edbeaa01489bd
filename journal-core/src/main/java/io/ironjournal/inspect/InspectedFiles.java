package io.ironjournal.inspect;

import io.ironjournal.CursorInfo;
import io.ironjournal.JournalIOException;
import io.ironjournal.JournalOptions;
import io.ironjournal.ProducerInfo;
import io.ironjournal.files.EntryScan;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.files.InDoubtContent;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.files.LockInfo;
import io.ironjournal.files.LogInfo;
import io.ironjournal.files.NextOpening;
import io.ironjournal.files.RecordScan;
import io.ironjournal.files.RepairReport;
import io.ironjournal.files.SegmentInfo;
import io.ironjournal.files.StreamInfo;
import io.ironjournal.files.Verification;
import io.ironjournal.format.Manifest;
import io.ironjournal.io.LockProbe;
import io.ironjournal.sharded.CheckpointInfo;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The files of a journal at one LSN. */
final class InspectedFiles implements JournalFiles {

    private final InspectedState state;
    private final StreamPlanner planner;
    private final OpeningForecast forecast;
    private final LockProbe.Answer lock;
    private final Inspector.Repairer repairer;

    InspectedFiles(InspectedState state, OpeningForecast forecast, LockProbe.Answer lock, Inspector.Repairer repairer) {
        this.repairer = repairer;
        this.state = state;
        this.planner = state.planner();
        this.forecast = forecast;
        this.lock = lock;
    }

    private interface Reading<T> {
        T run() throws IOException;
    }

    private <T> T reading(Reading<T> reading) {
        try {
            return reading.run();
        } catch (IOException e) {
            throw new JournalIOException(
                    "The files of the journal in " + directory() + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String directory() {
        return state.storage().describe("");
    }

    @Override
    public Optional<UUID> journalId() {
        return Optional.ofNullable(state.manifest()).map(Manifest::journalId);
    }

    @Override
    public int shards() {
        Manifest manifest = state.manifest();
        return manifest == null ? 0 : manifest.shardCount();
    }

    private record Lock(State state, String owner) implements LockInfo {}

    @Override
    public LockInfo lock() {
        LockInfo.State found = lock.locked() ? LockInfo.State.OPEN : LockInfo.State.CLOSED;
        return new Lock(lock.known() ? found : LockInfo.State.UNKNOWN, lock.owner());
    }

    @Override
    public long asOf() {
        return state.log() == null ? 0 : state.log().end();
    }

    @Override
    public List<Finding> findings() {
        Set<Finding> all = new LinkedHashSet<>(state.findings());
        all.addAll(forecast.problems());
        return List.copyOf(all);
    }

    @Override
    public NextOpening nextOpening() {
        return forecast;
    }

    private record Log(
            long begin,
            long lowWaterMark,
            long flushed,
            long end,
            long discardedBytes,
            long recordsBehindEnd,
            List<String> files,
            long bytes)
            implements LogInfo {}

    @Override
    public LogInfo log() {
        var log = state.log();
        if (log == null) {
            return new Log(0, 0, 0, 0, 0, 0, List.of(), 0);
        }
        return reading(() -> new Log(
                log.begin(),
                log.mark().lowWaterMark(),
                log.mark().flushed(),
                log.end(),
                log.discardedBytes(),
                log.recordsBehindEnd(),
                log.files().stream().map(state.storage()::describe).toList(),
                log.bytes()));
    }

    @Override
    public RecordScan records(long fromLsn) {
        var log = state.log();
        return new RecordReading(log == null ? null : log.records(fromLsn));
    }

    @Override
    public List<String> streams() {
        return reading(() -> {
            Set<String> names = new TreeSet<>(state.segments().names());
            state.contents().streams().forEach(stream -> names.add(stream.name()));
            List<String> existing = new ArrayList<>();
            for (String name : names) {
                if (planner.plan(name, found -> {}) != null) {
                    existing.add(name);
                }
            }
            return existing;
        });
    }

    @Override
    public Optional<StreamInfo> stream(String stream) {
        return reading(() -> {
            StreamPlan plan = planner.plan(stream, found -> {});
            return plan == null ? Optional.empty() : Optional.of(InspectedStream.of(plan));
        });
    }

    @Override
    public List<SegmentInfo> segments(String stream) {
        return reading(() -> {
            StreamPlan plan = planner.plan(stream, found -> {});
            return plan == null ? List.of() : InspectedStream.segments(plan, state.storage());
        });
    }

    @Override
    public double compressionRatio(String stream) {
        return reading(() -> {
            StreamPlan plan = planner.plan(stream, found -> {});
            long[] sizes = plan == null ? new long[2] : plan.stored().payloads();
            return sizes[1] == 0 ? 1.0 : (double) sizes[0] / sizes[1];
        });
    }

    @Override
    public EntryScan entries(String stream, long fromId) {
        return reading(() -> {
            List<Finding> planned = new ArrayList<>();
            StreamPlan plan = planner.plan(stream, planned::add);
            return EntrySources.read(state, plan, stream, fromId, planned);
        });
    }

    @Override
    public long firstIdAt(String stream, Instant time) {
        return reading(() -> TimeSearch.firstIdAt(this, planner.plan(stream, found -> {}), time));
    }

    @Override
    public List<CursorInfo> cursors() {
        return reading(() -> InspectedPositions.cursors(state.contents().cursors(), planner));
    }

    @Override
    public List<ProducerInfo> producers() {
        return InspectedPositions.producers(state.contents().producers());
    }

    @Override
    public List<CheckpointInfo> checkpoints() {
        return reading(() -> InspectedPositions.checkpoints(state.contents(), planner, shards()));
    }

    @Override
    public List<String> managerStates() {
        return List.copyOf(state.contents().states().keySet());
    }

    @Override
    public List<InDoubtBranch> inDoubt() {
        return List.copyOf(state.contents().prepared());
    }

    @Override
    public Optional<InDoubtContent> inDoubtContent(BranchId id) {
        return reading(() -> {
            InspectedBranch branch = state.contents().prepared(id);
            return branch == null ? Optional.empty() : Optional.of(PreparedContent.read(this, state, branch));
        });
    }

    @Override
    public List<String> losses() {
        return state.losses();
    }

    @Override
    public boolean isRecoveryHeld() {
        return state.restored();
    }

    private record Checked(
            String stream, long firstId, long nextId, int segments, int findings, OptionalLong damagedEntries)
            implements Verification {}

    @Override
    public Verification verify(String stream, boolean deep, Consumer<Finding> findings) {
        int[] count = new int[1];
        boolean[] unknown = new boolean[1];
        Consumer<Finding> counting = finding -> {
            count[0]++;
            // The files of a stream that is not of this journal cannot agree with it.
            unknown[0] |= finding.kind() == FindingKind.STREAM_UNKNOWN;
            findings.accept(finding);
        };
        return reading(() -> {
            @Nullable StreamPlan plan = planner.plan(stream, counting);
            if (plan == null) {
                return new Checked(stream, 0, 0, 0, count[0], OptionalLong.of(0));
            }
            long damaged = !unknown[0] && plan.hasSegments() ? plan.stored().verify(deep, counting) : 0;
            return new Checked(
                    stream,
                    plan.firstId(),
                    plan.nextId(),
                    plan.stored().count(),
                    count[0],
                    deep ? OptionalLong.of(damaged) : OptionalLong.empty());
        });
    }

    @Override
    public RepairReport repairTo(JournalOptions target) {
        if (state.manifest() == null) {
            throw new IllegalStateException("There is no journal in " + directory() + " that could be repaired");
        }
        return reading(() -> repairer.repair(new SavedContent(this, state), shards(), target));
    }

    @Override
    public void verifyOthers(Consumer<Finding> findings) {
        for (CursorInfo cursor : cursors()) {
            if (cursor.lag() < 0) {
                findings.accept(InspectedPositions.beyondEnd(cursor));
            }
        }
    }

    @Override
    public void close() {
        try {
            state.storage().close();
        } catch (IOException e) {
            // The files were only read.
        }
    }
}
