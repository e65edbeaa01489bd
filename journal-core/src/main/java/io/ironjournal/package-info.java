/**
 * The journal's API: what applications open, write to and read from, its options, its reports and its errors. It
 * imports {@link io.ironjournal.transaction} and nothing internal, except that the static {@code open} methods of
 * {@link io.ironjournal.Journal} call the wiring in {@code io.ironjournal.internal}.
 */
@NullMarked
package io.ironjournal;

import org.jspecify.annotations.NullMarked;
