package io.ironjournal.io;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * The access modes of new files and directories. The umask of the process may remove more permissions. On file systems
 * without POSIX modes, such as those of Windows, files inherit their permissions from the directory.
 */
final class AccessModes {

    static final AccessModes OWNER_ONLY =
            new AccessModes(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

    private static final FileAttribute<?>[] NONE = {};

    private final FileAttribute<Set<PosixFilePermission>> file;
    private final FileAttribute<Set<PosixFilePermission>> directory;

    /** Creates modes from the permissions of files. Directories also get the search permission for all readers of files. */
    AccessModes(Set<PosixFilePermission> permissions) {
        file = PosixFilePermissions.asFileAttribute(permissions);
        directory = PosixFilePermissions.asFileAttribute(searchable(permissions));
    }

    private static Set<PosixFilePermission> searchable(Set<PosixFilePermission> permissions) {
        Set<PosixFilePermission> searchable = EnumSet.of(PosixFilePermission.OWNER_EXECUTE);
        searchable.addAll(permissions);
        if (permissions.contains(PosixFilePermission.GROUP_READ)) {
            searchable.add(PosixFilePermission.GROUP_EXECUTE);
        }
        if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
            searchable.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return searchable;
    }

    FileAttribute<?>[] ofFile(Path path) {
        return isPosix(path) ? new FileAttribute<?>[] {file} : NONE;
    }

    FileAttribute<?>[] ofDirectory(Path path) {
        return isPosix(path) ? new FileAttribute<?>[] {directory} : NONE;
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
