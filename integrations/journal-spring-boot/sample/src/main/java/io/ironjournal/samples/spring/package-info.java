/** A shop that writes each order to a database and to a journal, in one transaction. */
@NullMarked
package io.ironjournal.samples.spring;

import org.jspecify.annotations.NullMarked;
