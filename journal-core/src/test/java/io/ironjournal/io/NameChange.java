package io.ironjournal.io;

import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A creation, rename or deletion in one directory that is not forced yet. A rename across directories is one in each:
 * a link and an unlink.
 */
final class NameChange {

    final SimulatedDirectory directory;
    private final SimulatedNode node;
    private final @Nullable String added;
    private final boolean removesOldName;

    /** Survives only together with that one: no file may lose its old name before it has the new one. */
    private @Nullable NameChange needs;

    /** The unlink of a directory's move: a directory never has two names. */
    private @Nullable NameChange drags;

    private boolean certain;
    private @Nullable Boolean survives;

    private NameChange(
            SimulatedDirectory directory, SimulatedNode node, @Nullable String added, boolean removesOldName) {
        this.directory = directory;
        this.node = node;
        this.added = added;
        this.removesOldName = removesOldName;
    }

    static NameChange link(SimulatedDirectory directory, String name, SimulatedNode node) {
        return new NameChange(directory, node, name, false);
    }

    static NameChange rename(SimulatedDirectory directory, String name, SimulatedNode node) {
        return new NameChange(directory, node, name, true);
    }

    static NameChange unlink(SimulatedDirectory directory, SimulatedNode node) {
        return new NameChange(directory, node, null, true);
    }

    /** The unlink of a file may also be lost alone: then it has both names. */
    void onlyWith(NameChange link) {
        needs = link;
        if (node instanceof SimulatedDirectory) {
            certain = true;
            link.drags = this;
        }
    }

    /** An earlier move of the same directory. */
    void onlyAfter(@Nullable NameChange earlier) {
        needs = earlier;
    }

    boolean survives(SplittableRandom random) {
        if (survives == null) {
            survives = (needs == null || needs.survives(random)) && (certain || random.nextBoolean());
        }
        return survives;
    }

    void applyTo(Map<String, SimulatedNode> names) {
        if (removesOldName) {
            // By the file, not by the name: an earlier rename of it may have been lost.
            names.values().removeIf(candidate -> candidate == node);
        }
        if (added != null) {
            names.put(added, node);
        }
    }

    /** Applies this for good, and brings those along that cannot stay behind. */
    void force(Map<String, SimulatedNode> durable) {
        survives = true;
        applyTo(durable);
        if (needs != null) {
            needs.directory.forceThrough(needs);
        }
        if (drags != null) {
            drags.directory.forceThrough(drags);
        }
    }
}
