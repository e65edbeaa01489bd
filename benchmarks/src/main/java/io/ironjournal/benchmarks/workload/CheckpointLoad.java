package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Ability;
import io.ironjournal.benchmarks.contender.Contender;
import io.ironjournal.benchmarks.contender.Entrant;
import io.ironjournal.benchmarks.contender.Opening;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;

/** One thread creates durable checkpoints one after the other, while other threads append durably to all shards. */
record CheckpointLoad(int threads) implements Workload {

    @Override
    public String name() {
        return "checkpoint-" + threads;
    }

    @Override
    public String title() {
        return "making a checkpoint while " + threads + " threads append durably, 128 B, to 16 shards";
    }

    @Override
    public String figure() {
        return Outcome.P50;
    }

    @Override
    public String unit() {
        return "µs, median";
    }

    @Override
    public String meanwhile() {
        return "appends/s";
    }

    @Override
    public Set<Ability> needs() {
        return Set.of(Ability.CHECKPOINT);
    }

    @Override
    public Outcome measure(Entrant entrant, Path directory, Settings settings) throws Exception {
        try (Contender contender = entrant.open(new Opening(directory, threads + 1, true))) {
            Period period = Period.after(settings.warmup(), settings.seconds());
            Crew appending = Crew.begin(contender, period, threads, false, (session, thread) -> {
                byte[] entry = Entries.one(128);
                SplittableRandom keys = new SplittableRandom(thread);
                return () -> {
                    session.append(keys.nextInt(), entry);
                    return 1;
                };
            });
            Crew checkpointing = Crew.begin(contender, period, 1, false, (session, thread) -> {
                long[] number = {0};
                return () -> {
                    session.checkpoint(number[0]++);
                    return 1;
                };
            });
            Crew.Done checkpoints = checkpointing.end();
            Crew.Done appends = appending.end();
            return Crew.outcome(Outcome.of(Outcome.P50, checkpoints.percentile(50)), checkpoints, period)
                    .with(Outcome.MEANWHILE, appends.perSecond(period));
        }
    }
}
