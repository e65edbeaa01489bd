/**
 * Types of distributed transactions that applications and operators use: ids of branches, branches in doubt, and errors
 * about branches. The SPI that begins and completes branches is {@link io.ironjournal.spi.transaction}. Nothing returns
 * or accepts null, unless it is marked {@code @Nullable}.
 */
@NullMarked
package io.ironjournal.transaction;

import org.jspecify.annotations.NullMarked;
