package io.ironjournal.io;

import io.ironjournal.text.Printable;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Converts errors of the operating system. Messages contain the file and the reason, and a full disk gets its own type.
 * The types that callers distinguish stay: no such file, file already exists, access denied, directory not empty.
 */
final class DiskErrors {

    /** Texts of a full disk: the JDK provides the text of an error, but not its number. */
    private static final List<String> NO_SPACE = noSpaceTexts();

    private DiskErrors() {}

    static IOException at(Path file, String failure, IOException error) {
        if (error instanceof NoSpaceException || error instanceof TooManyOpenFilesException) {
            return error;
        }
        String name = Printable.path(file);
        String reason = reason(file, error);
        if (meansNoSpace(error)) {
            return new NoSpaceException(failure + " " + name + ": " + reason, error);
        }
        if (meansTooManyFiles(error)) {
            return new TooManyOpenFilesException(
                    failure + " " + name + ": " + reason + ". Raise the limit of open files, or lower maxOpenSegments",
                    error);
        }
        if (error instanceof DirectoryNotEmptyException) {
            return error;
        }
        if (error instanceof NoSuchFileException) {
            return because(error, new NoSuchFileException(name, null, reason));
        }
        if (error instanceof FileAlreadyExistsException) {
            return because(error, new FileAlreadyExistsException(name, null, reason));
        }
        if (error instanceof AccessDeniedException) {
            return because(error, new AccessDeniedException(name, null, reason));
        }
        return new IOException(failure + " " + name + ": " + reason, error);
    }

    /** Creates the error for a symbolic link in place of a file to write: the target of the link must not be overwritten. */
    static IOException link(Path file) {
        return new IOException(
                Printable.path(file) + " is a symbolic link. The journal does not write through links. Replace it"
                        + " by the file, or delete it if it does not belong to the journal");
    }

    private static IOException because(IOException cause, IOException error) {
        error.initCause(cause);
        return error;
    }

    private static String reason(Path file, IOException error) {
        if (error instanceof AccessDeniedException) {
            return "permission denied. " + MissingPermission.advice(file);
        }
        if (error instanceof FileNotFoundException) {
            return ofNotFound(file, text(error));
        }
        if (error instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        if (error instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (error instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (error instanceof FileAlreadyExistsException) {
            return "there is " + kind(file) + " of that name";
        }
        return text(error);
    }

    /** Returns the reason of an error of the JDK's old API, which has one type for all failures to open a file. */
    private static String ofNotFound(Path file, String text) {
        String path = file + " (";
        String reason =
                text.startsWith(path) && text.endsWith(")") ? text.substring(path.length(), text.length() - 1) : text;
        boolean denied = Files.isRegularFile(file) && !(Files.isReadable(file) && Files.isWritable(file));
        return denied ? reason + ". " + MissingPermission.advice(file) : reason;
    }

    private static String kind(Path file) {
        if (Files.isSymbolicLink(file)) {
            return "a symbolic link";
        }
        return Files.isDirectory(file) ? "a directory" : "a file";
    }

    private static String text(IOException error) {
        String message = error.getMessage();
        return message == null ? error.getClass().getSimpleName() : message;
    }

    private static boolean meansNoSpace(IOException error) {
        String message = error.getMessage();
        return message != null && NO_SPACE.stream().anyMatch(message::contains);
    }

    private static boolean meansTooManyFiles(IOException error) {
        String message = error.getMessage();
        return message != null && message.contains("Too many open files");
    }

    private static List<String> noSpaceTexts() {
        List<String> texts = new ArrayList<>(
                List.of("No space left on device", "Disk quota exceeded", "There is not enough space on the disk"));
        // The C library translates its texts. This device is always full and returns the text in the current language.
        try (FileOutputStream full = new FileOutputStream("/dev/full")) {
            full.write(0);
        } catch (IOException e) {
            String text = e.getMessage();
            if (text != null && !text.contains("/dev/full")) {
                texts.add(text);
            }
        }
        return texts;
    }
}
