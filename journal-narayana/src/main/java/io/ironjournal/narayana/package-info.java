/**
 * The SPI implementation for Narayana. It finds the transaction manager, enlists the journal so that Narayana removes
 * its logs, and registers the journal with Narayana's recovery. The ServiceLoader finds it. Applications start Narayana
 * with {@link io.ironjournal.narayana.NarayanaSetup}, only where no server sets it up, and get a {@link
 * io.ironjournal.narayana.Narayana}. Integrations of frameworks that set up Narayana themselves use {@link
 * io.ironjournal.narayana.FrameworkNarayana}. Nothing returns or accepts null, unless it is marked {@code @Nullable}.
 */
@NullMarked
package io.ironjournal.narayana;

import org.jspecify.annotations.NullMarked;
