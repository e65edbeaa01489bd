/**
 * The auto-configuration for Spring Boot: opens the configured journals, makes beans of them, and registers them for recovery.
 *
 * <p>Begin reading at {@code JournalAutoConfiguration}. It compiles against Spring Boot 3.5 and runs on 3.5 and 4.1: classes
 * that moved between the two are named by text, and only {@code JournalHealthAutoConfiguration} knows types of one line.
 */
@NullMarked
package io.ironjournal.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
