/** Hot backups of an open journal, their verification, and restoring them. */
@NullMarked
package io.ironjournal.backup;

import org.jspecify.annotations.NullMarked;
