package io.ironjournal;

/** How frames of stream segments are stored. It may change between opens; one stream can mix both. */
public enum Compression {
    /** As they are; single entries are read without reading their frame. */
    NONE,
    /** LZ4 blocks, where that saves space. */
    LZ4
}
