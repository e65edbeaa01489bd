package io.ironjournal;

/**
 * Selects how complete segment files are read. The files are the same; the option may change each time the journal is
 * opened.
 *
 * @since 0.1.0
 */
public enum ReadStrategy {

    /**
     * Reads by system calls, one or two for each entry. If the device reports an error, the read throws {@link
     * JournalIOException}.
     */
    STANDARD_IO,

    /**
     * Maps the files into memory. The only system call reads the size of a file, at most once a millisecond. Use it for
     * local disks and 64-bit JVMs.
     *
     * <p>On HotSpot, a read throws {@link JournalIOException} if the device reports an error, and {@link
     * CorruptionException} if another program has shortened the file. Both messages name the file. Another JVM may
     * throw an {@link InternalError} later, in other code. A page that is not in memory blocks the thread until the
     * disk answers. Each open segment needs address space of its size and one of the mappings that the operating system
     * allows. The space of truncated segments is freed when the garbage collector unmaps them. A segment that is still
     * written to, or that has more than 2 GiB, is read by {@link #STANDARD_IO}.
     */
    MMAP
}
