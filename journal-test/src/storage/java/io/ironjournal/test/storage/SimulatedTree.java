package io.ironjournal.test.storage;

import io.ironjournal.io.StoragePath;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** All files and directories, by path. */
final class SimulatedTree {

    private final SimulatedDirectory root = new SimulatedDirectory();
    private DiskSpace space = new DiskSpace();

    /** Files with two names: by a link, or left by a power failure during a rename across directories. */
    private final Set<SimulatedNode> secondNames = Collections.newSetFromMap(new IdentityHashMap<>());

    OptionalLong sizeOf(String path) {
        return find(path) instanceof SimulatedFile file ? OptionalLong.of(file.size()) : OptionalLong.empty();
    }

    /** Loses unforced changes. That restores deleted files and removes created files, so space is counted again. */
    void cutPower(SplittableRandom random) {
        root.cutPower(random);
        space = space.emptied();
        secondNames.clear();
        Set<SimulatedNode> counted = Collections.newSetFromMap(new IdentityHashMap<>());
        for (String path : files()) {
            SimulatedNode node = find(path);
            if (!counted.add(node)) {
                secondNames.add(node);
            } else if (node instanceof SimulatedFile file) {
                file.countIn(space);
            }
        }
    }

    DiskSpace space() {
        return space;
    }

    @Nullable
    SimulatedNode find(String path) {
        SimulatedNode node = root;
        if (StoragePath.check(path).isEmpty()) {
            return node;
        }
        for (String name : path.split("/", -1)) {
            if (!(node instanceof SimulatedDirectory directory)) {
                return null;
            }
            node = directory.get(name);
        }
        return node;
    }

    SimulatedFile file(String path) throws IOException {
        SimulatedNode node = find(path);
        if (node == null) {
            throw new NoSuchFileException(path);
        }
        if (!(node instanceof SimulatedFile file)) {
            throw new FileSystemException(path, null, "Is a directory");
        }
        return file;
    }

    SimulatedDirectory directory(String path) throws IOException {
        SimulatedNode node = find(path);
        if (node == null) {
            throw new NoSuchFileException(path);
        }
        if (!(node instanceof SimulatedDirectory directory)) {
            throw new NotDirectoryException(path);
        }
        return directory;
    }

    SimulatedDirectory parent(String path) throws IOException {
        int slash = StoragePath.check(path).lastIndexOf('/');
        return slash < 0 ? root : directory(path.substring(0, slash));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    SimulatedFile create(String path) throws IOException {
        SimulatedDirectory parent = parent(path);
        if (find(path) != null) {
            throw new FileAlreadyExistsException(path);
        }
        SimulatedFile file = new SimulatedFile(space);
        parent.add(name(path), file);
        return file;
    }

    void createDirectory(String path) throws IOException {
        SimulatedNode there = find(path);
        if (there instanceof SimulatedFile) {
            throw new FileAlreadyExistsException(path);
        }
        if (there == null) {
            parent(path).add(name(path), new SimulatedDirectory());
        }
    }

    void delete(String path) throws IOException {
        SimulatedNode node = find(StoragePath.checkBelowRoot(path));
        if (node == null) {
            refuseBelowFile(path);
            return;
        }
        if (node instanceof SimulatedDirectory directory && !directory.isEmpty()) {
            throw new DirectoryNotEmptyException(path);
        }
        parent(path).remove(node);
        freeUnlessLinked(node);
    }

    private void refuseBelowFile(String path) throws IOException {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (find(path.substring(0, slash)) instanceof SimulatedFile) {
                throw new NotDirectoryException(path);
            }
        }
    }

    byte[] readAll(String path) throws IOException {
        SimulatedFile file = file(path);
        byte[] bytes = new byte[Math.toIntExact(file.size())];
        file.read(0, bytes, 0, bytes.length);
        return bytes;
    }

    /** Replaces a file's content durably. Creates the file and its directories if needed. */
    void writeAll(String path, byte[] bytes) throws IOException {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            createDirectory(path.substring(0, slash));
            parent(path.substring(0, slash)).force();
        }
        SimulatedFile file = find(path) == null ? create(path) : file(path);
        parent(path).force();
        file.setSize(0);
        file.write(0, bytes, 0, bytes.length);
        file.force();
    }

    /** Gives a file a second name. */
    void link(String from, String to) throws IOException {
        SimulatedFile file = file(from);
        if (find(StoragePath.checkBelowRoot(to)) != null) {
            throw new FileAlreadyExistsException(to);
        }
        parent(to).add(name(to), file);
        secondNames.add(file);
    }

    void rename(String from, String to) throws IOException {
        StoragePath.checkBelowRoot(to);
        SimulatedNode node = find(StoragePath.checkBelowRoot(from));
        if (node == null) {
            throw new NoSuchFileException(from, to, null);
        }
        SimulatedDirectory target = parent(to);
        SimulatedNode replaced = find(to);
        if (replaced == node) {
            return;
        }
        if (replaced instanceof SimulatedDirectory || (replaced != null && node instanceof SimulatedDirectory)) {
            throw new FileSystemException(from, to, "Only a file can replace a file");
        }
        if (target.isWithin(node)) {
            throw new FileSystemException(from, to, "Is within itself");
        }
        parent(from).moveTo(target, name(to), node);
        if (replaced != null) {
            freeUnlessLinked(replaced);
        }
    }

    private void freeUnlessLinked(SimulatedNode node) {
        if (node instanceof SimulatedFile file && !secondNames.remove(node)) {
            file.countIn(new DiskSpace());
        }
    }

    List<String> files() {
        List<String> paths = new ArrayList<>();
        collect("", root, paths);
        return paths;
    }

    private static void collect(String prefix, SimulatedDirectory directory, List<String> paths) {
        for (String name : directory.names()) {
            SimulatedNode node = directory.get(name);
            if (node instanceof SimulatedDirectory child) {
                collect(prefix + name + "/", child, paths);
            } else {
                paths.add(prefix + name);
            }
        }
    }
}
