package io.ironjournal;

/**
 * How segments that are complete are read. It says nothing about the files, and may change from opening to opening.
 *
 * @since 0.1.0
 */
public enum ReadStrategy {

    /** By system calls, one or two for an entry. Errors of the device are told as such. */
    STANDARD_IO,

    /**
     * By mapping files into memory; the only system call reads the file's size, at most once a millisecond. For local disks and
     * 64-bit JVMs. A device error, or a file that another program makes shorter, is an exception that names the file on
     * HotSpot; another JVM may throw an {@link InternalError} later, in other code. A page that is not in memory stops the
     * thread until the disk answers. Each open segment takes address space of its size, and one of the mappings that the
     * operating system allows. The space of truncated segments comes back when the garbage collector has unmapped them. The
     * segment that is written to is read by {@link #STANDARD_IO}, and so is one of more than 2 GiB.
     */
    MMAP
}
