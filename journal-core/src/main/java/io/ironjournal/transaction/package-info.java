/**
 * What users see of distributed transactions: how branches are named, those in doubt, and errors about them. What drives
 * branches is in {@link io.ironjournal.spi.transaction}. Imports {@link io.ironjournal} only.
 */
@NullMarked
package io.ironjournal.transaction;

import org.jspecify.annotations.NullMarked;
