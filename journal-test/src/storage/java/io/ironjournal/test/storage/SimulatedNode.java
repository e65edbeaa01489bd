package io.ironjournal.test.storage;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A file or directory, independent of its names. */
abstract class SimulatedNode {

    private @Nullable SimulatedDirectory parent;
    private String name = "";

    void attach(SimulatedDirectory newParent, String newName) {
        parent = newParent;
        name = newName;
    }

    /** Returns the most recent name. */
    String path() {
        if (parent == null) {
            return name;
        }
        String above = parent.path();
        return above.isEmpty() ? name : above + "/" + name;
    }

    boolean isWithin(SimulatedNode other) {
        return this == other || (parent != null && parent.isWithin(other));
    }

    /** Discards what a power failure loses. */
    abstract void cutPower(SplittableRandom random);
}
