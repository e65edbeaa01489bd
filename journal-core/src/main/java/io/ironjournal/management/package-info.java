/** Shows open journals by JMX. The only package that needs the module {@code java.management}. */
@NullMarked
package io.ironjournal.management;

import org.jspecify.annotations.NullMarked;
