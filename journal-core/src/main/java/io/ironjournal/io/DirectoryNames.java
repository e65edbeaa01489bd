package io.ironjournal.io;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Lists directories. */
final class DirectoryNames {

    private DirectoryNames() {}

    /** Returns the sorted names in a directory; none when there is no directory of that path. */
    static List<String> in(Path path) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw DiskErrors.at(path, "Cannot list", Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw DiskErrors.at(path, "Cannot list", e);
        }
        Collections.sort(names);
        return names;
    }
}
