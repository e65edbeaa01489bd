/** Escapes text that users chose, for messages, logs and JMX. Imports no other package of the journal. */
@NullMarked
package io.ironjournal.text;

import org.jspecify.annotations.NullMarked;
