package io.ironjournal.io;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Gives errors of the operating system the file's name, and a full disk its own type. */
final class DiskErrors {

    /** The JDK passes on the error's text, but not its number. */
    private static final List<String> NO_SPACE = noSpaceTexts();

    private DiskErrors() {}

    static IOException at(Path file, String failure, IOException error) {
        if (error instanceof NoSpaceException || error instanceof TooManyOpenFilesException) {
            return error;
        }
        if (meansNoSpace(error)) {
            return new NoSpaceException(failure + " " + file + ": " + error.getMessage(), error);
        }
        if (meansTooManyFiles(error)) {
            return new TooManyOpenFilesException(
                    failure + " " + file + ": " + error.getMessage()
                            + ". Raise the limit of open files, or lower maxOpenSegments",
                    error);
        }
        if (error instanceof FileSystemException) {
            // Names its files itself, and callers tell its subclasses apart.
            return error;
        }
        return new IOException(failure + " " + file + ": " + error.getMessage(), error);
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
        // The C library translates its texts. This device is always full and gives the one in use here.
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
