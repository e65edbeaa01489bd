package io.ironjournal.test.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A directory: its names as processes see them, its durable names, and the changes between the two. */
final class SimulatedDirectory extends SimulatedNode {

    private TreeMap<String, SimulatedNode> names = new TreeMap<>();
    private final TreeMap<String, SimulatedNode> durable = new TreeMap<>();
    private List<NameChange> unforced = new ArrayList<>();

    /** The most recent move of this directory to another parent. */
    private @Nullable NameChange lastMove;

    @Nullable
    SimulatedNode get(String name) {
        return names.get(name);
    }

    List<String> names() {
        return new ArrayList<>(names.keySet());
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    void add(String name, SimulatedNode node) {
        apply(NameChange.link(this, name, node));
        node.attach(this, name);
    }

    void remove(SimulatedNode node) {
        apply(NameChange.unlink(this, node));
    }

    void moveTo(SimulatedDirectory target, String name, SimulatedNode node) {
        if (target == this) {
            apply(NameChange.rename(this, name, node));
            node.attach(this, name);
            return;
        }
        NameChange link = NameChange.link(target, name, node);
        NameChange unlink = NameChange.unlink(this, node);
        if (node instanceof SimulatedDirectory directory) {
            link.onlyAfter(directory.lastMove);
            directory.lastMove = link;
        }
        unlink.onlyWith(link);
        target.apply(link);
        apply(unlink);
        node.attach(target, name);
    }

    private void apply(NameChange change) {
        change.applyTo(names);
        unforced.add(change);
    }

    void force() {
        forceFirst(unforced.size());
    }

    void forceInPart(SplittableRandom random) {
        forceFirst(random.nextInt(unforced.size() + 1));
    }

    /** Forces a change and those before it, because later changes may depend on earlier ones. */
    void forceThrough(NameChange change) {
        forceFirst(unforced.indexOf(change) + 1);
    }

    private void forceFirst(int count) {
        List<NameChange> forced = unforced.subList(0, count);
        List<NameChange> all = new ArrayList<>(forced);
        forced.clear();
        all.forEach(change -> change.force(durable));
    }

    @Override
    void cutPower(SplittableRandom random) {
        for (NameChange change : unforced) {
            if (change.survives(random)) {
                change.applyTo(durable);
            }
        }
        unforced = new ArrayList<>();
        lastMove = null;
        names = new TreeMap<>(durable);
        names.forEach((name, node) -> {
            node.cutPower(random);
            node.attach(this, name);
        });
    }
}
