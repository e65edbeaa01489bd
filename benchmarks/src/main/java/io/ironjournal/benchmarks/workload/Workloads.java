package io.ironjournal.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;

/** All workloads, in the order of the report. */
public final class Workloads {

    private static final int KIB = 1 << 10;

    private Workloads() {}

    public static List<Workload> all() {
        List<Workload> all = new ArrayList<>();
        addAppends(all);
        addTransactions(all);
        all.add(AppendLoad.unforced(1));
        all.add(AppendLoad.bulk(1_000));
        all.add(new GetLoad(1_000_000, false));
        all.add(new GetLoad(10_000_000, false));
        all.add(new GetLoad(10_000_000, true));
        for (IterateLoad.Access access : IterateLoad.Access.values()) {
            all.add(new IterateLoad(5_000_000, access));
        }
        all.add(new TailLoad(1_000));
        all.add(new MixedLoad(4));
        all.add(new CheckpointLoad(8));
        for (long entries : new long[] {1_000_000, 5_000_000, 20_000_000}) {
            all.add(new ReopenLoad(entries, false));
            all.add(new ReopenLoad(entries, true));
        }
        all.add(new SpaceLoad(1_000_000));
        all.add(new AllocationLoad(128));
        all.add(new AllocationLoad(KIB));
        return all;
    }

    private static void addAppends(List<Workload> all) {
        for (int size : new int[] {128, KIB}) {
            for (int threads : new int[] {1, 2, 8, 32, 128}) {
                all.add(AppendLoad.durable(threads, size));
            }
        }
        all.add(AppendLoad.virtual(32, 128));
        all.add(AppendLoad.virtual(128, 128));
        all.add(AppendLoad.batches(1, 100));
        all.add(AppendLoad.batches(8, 100));
        all.add(AppendLoad.streams(8, 1_000));
        all.add(AppendLoad.streams(8, 10_000));
        for (int size : new int[] {64 * KIB, KIB * KIB}) {
            all.add(AppendLoad.durable(1, size));
            all.add(AppendLoad.durable(8, size));
        }
    }

    private static void addTransactions(List<Workload> all) {
        for (boolean prepared : new boolean[] {false, true}) {
            for (int threads : new int[] {1, 8, 32}) {
                all.add(new TransactionLoad(threads, prepared));
            }
        }
        for (boolean prepared : new boolean[] {false, true}) {
            for (int threads : new int[] {1, 8, 32}) {
                all.add(new NarayanaLoad(threads, prepared));
            }
        }
    }

    /** Returns the workload with a name. */
    public static Workload named(String name) {
        return all().stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No workload is called " + name));
    }
}
