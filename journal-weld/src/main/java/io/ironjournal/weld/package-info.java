/**
 * Connects Weld SE with the transaction manager. Weld finds this package by the ServiceLoader; applications do not use
 * it directly.
 *
 * <p>The package may import {@code io.ironjournal.jta}, Weld's SPI and {@code jakarta.transaction}.
 */
@NullMarked
package io.ironjournal.weld;

import org.jspecify.annotations.NullMarked;
