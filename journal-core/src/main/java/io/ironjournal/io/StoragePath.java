package io.ironjournal.io;

import io.ironjournal.text.Printable;

/** Checks the paths that a {@link Storage} is given. */
final class StoragePath {

    private StoragePath() {}

    /** Returns a path of names with {@code /} between them, or {@code ""}; refuses all others. */
    static String check(String path) {
        if (path.isEmpty()) {
            return path;
        }
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw refused(path, "Its parts must be names: not empty, not '.', not '..'");
            }
        }
        return path;
    }

    /** Likewise, but also refuses {@code ""}, since the root has no name that could be changed. */
    static String checkBelowRoot(String path) {
        if (path.isEmpty()) {
            throw refused(path, "It must lead to something below the root");
        }
        return check(path);
    }

    private static IllegalArgumentException refused(String path, String rule) {
        return new IllegalArgumentException("Path '" + Printable.name(path) + "' cannot be used. " + rule);
    }
}
