/** What is measured: this journal, the limit of the disk, and other journals, behind one interface. */
@NullMarked
package io.ironjournal.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
