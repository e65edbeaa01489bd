/**
 * Connects Weld SE with the transaction manager. Weld finds this package by the ServiceLoader; applications do not use
 * it directly.
 */
@NullMarked
package io.ironjournal.weld;

import org.jspecify.annotations.NullMarked;
