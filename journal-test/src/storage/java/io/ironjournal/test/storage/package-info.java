/**
 * A storage in memory that loses unforced data as a device does, and that fails on request. Not exported: applications
 * use {@code TestDisk}, and the engine's own tests compile these sources.
 */
@NullMarked
package io.ironjournal.test.storage;

import org.jspecify.annotations.NullMarked;
