/** Shows text that users chose, in messages, logs and JMX. Imports nothing of the journal. */
@NullMarked
package io.ironjournal.text;

import org.jspecify.annotations.NullMarked;
