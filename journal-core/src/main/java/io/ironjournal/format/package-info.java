/**
 * The format of all files: encodes, checks and decodes bytes, with one class for each structure. Opens no files. Of the
 * journal, this package imports only exceptions.
 */
@NullMarked
package io.ironjournal.format;

import org.jspecify.annotations.NullMarked;
