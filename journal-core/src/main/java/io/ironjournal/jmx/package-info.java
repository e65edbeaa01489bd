/**
 * What JMX shows of an open journal. A console needs none of these types. A program uses {@link
 * io.ironjournal.jmx.JournalMXBean} with {@code JMX.newMXBeanProxy}.
 */
@NullMarked
package io.ironjournal.jmx;

import org.jspecify.annotations.NullMarked;
