/**
 * The bytes: what is in each kind of file, how it is encoded, checked and decoded, one class for each structure. No
 * file is opened here. Imports nothing of the journal but its exceptions.
 */
@NullMarked
package io.ironjournal.format;

import org.jspecify.annotations.NullMarked;
