package io.ironjournal.io;

import io.ironjournal.text.Printable;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the permission that this process lacks after the system denied an access to a path. */
final class MissingPermission {

    private MissingPermission() {}

    /** Returns a sentence that names the permission and the file or directory that lacks it. */
    static String advice(Path path) {
        for (Path part = path.getRoot(), end = path; part != null; part = below(part, end)) {
            if (part.equals(end)) {
                break;
            }
            if (Files.isDirectory(part) && !Files.isExecutable(part)) {
                return needed("search (execute)", part);
            }
        }
        Path parent = path.getParent();
        if (Files.exists(path)) {
            if (!Files.isReadable(path)) {
                return needed("read", path);
            }
            if (!Files.isWritable(path)) {
                return needed("write", path);
            }
        }
        return parent != null && !Files.isWritable(parent)
                ? needed("write", parent)
                : "The user of this process needs read and write permission on the directory of the journal and everything in it";
    }

    private static Path below(Path part, Path end) {
        return part.resolve(end.getName(part.getNameCount()));
    }

    private static String needed(String permission, Path path) {
        return "The user of this process needs " + permission + " permission on " + Printable.path(path);
    }
}
