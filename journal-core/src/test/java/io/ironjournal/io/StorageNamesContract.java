package io.ironjournal.io;

import static io.ironjournal.io.StorageContract.read;
import static io.ironjournal.io.StorageContract.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of {@link StorageContract} about names: directories, creation, rename, deletion. */
interface StorageNamesContract {

    /** Returns an empty storage. */
    Storage storage();

    @ParameterizedTest
    @ValueSource(strings = {"/file", "file/", "a//b", ".", "a/./b", "..", "../file", "a/../b", "a/.."})
    default void path_withAnInvalidPart_isRefused(String path) {
        List<Executable> operations = List.of(
                () -> storage().list(path),
                () -> storage().exists(path),
                () -> storage().createDirectory(path),
                () -> storage().forceDirectory(path),
                () -> storage().rename(path, "b"),
                () -> storage().rename("b", path),
                () -> storage().delete(path),
                () -> storage().create(path),
                () -> storage().openForWrite(path),
                () -> storage().openForRead(path),
                () -> storage().describe(path));
        for (Executable operation : operations) {
            assertThrows(IllegalArgumentException.class, operation);
        }
    }

    @Test
    default void root_canNeitherBeDeletedNorRenamed() throws IOException {
        write(storage(), "file", "abc");
        assertThrows(IllegalArgumentException.class, () -> storage().delete(""));
        assertThrows(IllegalArgumentException.class, () -> storage().rename("", "other"));
        assertThrows(IllegalArgumentException.class, () -> storage().rename("file", ""));
        assertTrue(storage().exists("file"));
    }

    @Test
    default void names_withSpacesAndSigns_areKept() throws IOException {
        List<String> names = List.of("%20", "-a+b~", "a b", "a.b", "a\\b");
        for (String name : names) {
            write(storage(), name, "in " + name);
        }
        assertEquals(names, storage().list(""));
        for (String name : names) {
            assertEquals("in " + name, read(storage(), name));
        }
    }

    @Test
    default void list_ofADirectory_returnsTheNamesOfFilesAndDirectoriesSorted() throws IOException {
        assertEquals(List.of(), storage().list(""));
        write(storage(), "b", "");
        storage().createDirectory("c");
        write(storage(), "a", "");
        write(storage(), "c/below", "");
        assertEquals(List.of("a", "b", "c"), storage().list(""));
        assertEquals(List.of("below"), storage().list("c"));
    }

    @Test
    default void list_withoutADirectory_isEmpty() throws IOException {
        write(storage(), "file", "");
        for (String path : List.of("none", "none/below", "file", "file/below")) {
            assertEquals(List.of(), storage().list(path), path);
        }
    }

    @Test
    default void exists_isTrueForFilesAndDirectoriesOnly() throws IOException {
        write(storage(), "file", "");
        storage().createDirectory("directory");
        assertTrue(storage().exists(""));
        assertTrue(storage().exists("file"));
        assertTrue(storage().exists("directory"));
        for (String path : List.of("none", "none/below", "file/below", "directory/none")) {
            assertFalse(storage().exists(path), path);
        }
    }

    @Test
    default void describe_containsThePath() {
        assertTrue(storage().describe("log/x.log").contains("log/x.log"));
    }

    // --- Creation

    @Test
    default void createDirectory_thatExists_keepsItsContent() throws IOException {
        storage().createDirectory("directory");
        write(storage(), "directory/file", "abc");
        storage().createDirectory("directory");
        storage().createDirectory("");
        assertEquals("abc", read(storage(), "directory/file"));
    }

    @Test
    default void createDirectory_overAFileOrWithoutItsParent_fails() throws IOException {
        write(storage(), "file", "abc");
        assertThrows(FileAlreadyExistsException.class, () -> storage().createDirectory("file"));
        assertThrows(NoSuchFileException.class, () -> storage().createDirectory("none/directory"));
        assertThrows(IOException.class, () -> storage().createDirectory("file/directory"));
        assertEquals("abc", read(storage(), "file"));
    }

    @Test
    default void create_overAFileOrDirectory_failsAndChangesNothing() throws IOException {
        write(storage(), "file", "abc");
        storage().createDirectory("directory");
        assertThrows(FileAlreadyExistsException.class, () -> storage().create("file"));
        assertThrows(FileAlreadyExistsException.class, () -> storage().create("directory"));
        assertEquals("abc", read(storage(), "file"));
        assertEquals(List.of("directory", "file"), storage().list(""));
    }

    @Test
    default void create_withoutItsDirectory_fails() throws IOException {
        write(storage(), "file", "abc");
        assertThrows(NoSuchFileException.class, () -> storage().create("none/file"));
        assertThrows(IOException.class, () -> storage().create("file/below"));
        assertEquals(List.of("file"), storage().list(""));
    }

    @Test
    default void open_withoutTheFile_failsWithThePathAndCreatesNothing() throws IOException {
        for (String path : List.of("none", "none/below")) {
            for (Executable open : List.<Executable>of(
                    () -> storage().openForRead(path), () -> storage().openForWrite(path))) {
                NoSuchFileException failure = assertThrows(NoSuchFileException.class, open);
                assertTrue(failure.getMessage().contains(path), failure.getMessage());
            }
        }
        assertEquals(List.of(), storage().list(""));
    }

    @Test
    default void open_ofADirectoryOrBelowAFile_fails() throws IOException {
        storage().createDirectory("directory");
        write(storage(), "file", "abc");
        for (String path : List.of("", "directory", "file/below")) {
            assertThrows(IOException.class, () -> storage().openForRead(path));
            assertThrows(IOException.class, () -> storage().openForWrite(path));
        }
    }

    @Test
    default void forceDirectory_thatDoesNotExist_fails() throws IOException {
        write(storage(), "file", "abc");
        storage().forceDirectory("");
        assertThrows(NoSuchFileException.class, () -> storage().forceDirectory("none"));
        assertThrows(IOException.class, () -> storage().forceDirectory("file"));
    }

    // --- Rename

    @Test
    default void rename_overAFile_replacesIt() throws IOException {
        write(storage(), "old", "old");
        write(storage(), "new", "new");
        storage().rename("new", "old");
        assertEquals(List.of("old"), storage().list(""));
        assertEquals("new", read(storage(), "old"));
    }

    @Test
    default void rename_toItsOwnName_changesNothing() throws IOException {
        write(storage(), "file", "abc");
        storage().createDirectory("directory");
        storage().rename("file", "file");
        storage().rename("directory", "directory");
        assertEquals(List.of("directory", "file"), storage().list(""));
    }

    @Test
    default void rename_acrossDirectories_movesFilesAndWholeDirectories() throws IOException {
        storage().createDirectory("a");
        storage().createDirectory("b");
        write(storage(), "a/file", "abc");
        storage().rename("a/file", "b/other");
        storage().rename("b", "a/below");
        assertEquals(List.of("a"), storage().list(""));
        assertEquals("abc", read(storage(), "a/below/other"));
    }

    @Test
    default void rename_ofAMissingFile_failsAndNamesIt() throws IOException {
        write(storage(), "file", "abc");
        NoSuchFileException failure =
                assertThrows(NoSuchFileException.class, () -> storage().rename("none", "file"));
        assertTrue(failure.getMessage().contains("none"), failure.getMessage());
        assertEquals("abc", read(storage(), "file"));
    }

    @Test
    default void rename_toAMissingDirectory_failsAndChangesNothing() throws IOException {
        write(storage(), "file", "abc");
        assertThrows(NoSuchFileException.class, () -> storage().rename("file", "none/file"));
        assertThrows(IOException.class, () -> storage().rename("file", "file/below"));
        assertEquals("abc", read(storage(), "file"));
    }

    @Test
    default void rename_ofOrOverADirectory_failsAndChangesNothing() throws IOException {
        write(storage(), "file", "abc");
        storage().createDirectory("directory");
        storage().createDirectory("empty");
        assertThrows(IOException.class, () -> storage().rename("file", "empty"));
        assertThrows(IOException.class, () -> storage().rename("directory", "file"));
        assertThrows(IOException.class, () -> storage().rename("directory", "empty"));
        assertThrows(IOException.class, () -> storage().rename("directory", "directory/below"));
        assertEquals(List.of("directory", "empty", "file"), storage().list(""));
    }

    // --- Deletion

    @Test
    default void delete_ofAFileOrEmptyDirectory_removesIt() throws IOException {
        write(storage(), "file", "abc");
        storage().createDirectory("directory");
        storage().delete("file");
        storage().delete("directory");
        assertEquals(List.of(), storage().list(""));
        write(storage(), "file", "new");
        assertEquals("new", read(storage(), "file"));
    }

    @Test
    default void delete_ofAMissingFile_doesNothing() throws IOException {
        storage().delete("none");
        storage().delete("none/below");
        assertEquals(List.of(), storage().list(""));
    }

    @Test
    default void delete_ofADirectoryThatIsNotEmpty_fails() throws IOException {
        storage().createDirectory("directory");
        write(storage(), "directory/file", "abc");
        assertThrows(DirectoryNotEmptyException.class, () -> storage().delete("directory"));
        assertEquals("abc", read(storage(), "directory/file"));
    }

    @Test
    default void delete_belowAFile_fails() throws IOException {
        write(storage(), "file", "abc");
        assertThrows(IOException.class, () -> storage().delete("file/below"));
        assertThrows(IOException.class, () -> storage().delete("file/below/below"));
        assertEquals("abc", read(storage(), "file"));
    }
}
