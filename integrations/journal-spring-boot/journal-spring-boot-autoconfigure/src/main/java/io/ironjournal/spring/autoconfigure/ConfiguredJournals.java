package io.ironjournal.spring.autoconfigure;

import java.util.List;

/**
 * Which journals the application has.
 *
 * @param declared the names that {@code journal.names} declares
 * @param opened the names of those that the auto-configuration opens: not those that are beans of the application
 */
record ConfiguredJournals(List<String> declared, List<String> opened) {}
