package io.ironjournal.test.storage;

import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A creation, rename or deletion in one directory that is not forced yet. A rename across directories consists
 * of two changes: a link in one directory and an unlink in the other.
 */
final class NameChange {

    final SimulatedDirectory directory;
    private final SimulatedNode node;
    private final @Nullable String added;
    private final boolean removesOldName;

    /** This change survives only together with that one: a file never loses its old name before it has the new one. */
    private @Nullable NameChange needs;

    /** The unlink that becomes durable with this link, for a moved directory: a directory never has two names. */
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

    /** Lets this unlink survive only with a link. A file's unlink may be lost alone: then the file has both names. */
    void onlyWith(NameChange link) {
        needs = link;
        if (node instanceof SimulatedDirectory) {
            certain = true;
            link.drags = this;
        }
    }

    /** Lets this change survive only after an earlier move of the same directory. */
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
            // Searches by node, not by name: an earlier rename of the node may have been lost.
            names.values().removeIf(candidate -> candidate == node);
        }
        if (added != null) {
            names.put(added, node);
        }
    }

    /** Makes this change durable, together with the changes that it depends on. */
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
