package io.ironjournal.management;

import io.ironjournal.jmx.BranchData;
import io.ironjournal.text.Printable;
import io.ironjournal.transaction.InDoubtBranch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A branch in doubt, as consoles show it. */
record BranchRow(InDoubtBranch branch, Instant now) implements BranchData {

    @Override
    public String getXid() {
        return branch.id().toString();
    }

    @Override
    public String getPreparedAt() {
        return branch.preparedAt().toString();
    }

    @Override
    public long getAgeSeconds() {
        // The clock may have gone back.
        return Math.max(0, Duration.between(branch.preparedAt(), now).toSeconds());
    }

    @Override
    public long getEntries() {
        return branch.entries();
    }

    @Override
    public long getBytes() {
        return branch.bytes();
    }

    @Override
    public List<String> getStreams() {
        return branch.streams().stream().map(Printable::name).toList();
    }
}
