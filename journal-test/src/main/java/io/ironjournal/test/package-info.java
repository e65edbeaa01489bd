/**
 * What applications need to test their use of a journal: {@link io.ironjournal.test.TestDisk} keeps a journal in memory
 * and simulates crashes, failing forces and a full disk; {@link io.ironjournal.test.JournalExtension} gives each JUnit
 * test a journal of its own.
 *
 * @since 0.1.0
 */
@NullMarked
package io.ironjournal.test;

import org.jspecify.annotations.NullMarked;
