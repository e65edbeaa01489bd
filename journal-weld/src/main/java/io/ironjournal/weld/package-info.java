/**
 * Connects Weld SE with the transaction manager. Weld finds it by itself. Applications name nothing in it.
 *
 * <p>It may import {@code io.ironjournal.jta}, Weld's SPI and {@code jakarta.transaction}.
 */
@NullMarked
package io.ironjournal.weld;

import org.jspecify.annotations.NullMarked;
