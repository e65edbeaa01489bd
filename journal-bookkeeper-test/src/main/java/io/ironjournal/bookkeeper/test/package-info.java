/**
 * ZooKeeper and bookies in this JVM, for tests. {@link io.ironjournal.bookkeeper.test.BookKeeperCluster} starts them,
 * kills and restarts bookies, and disturbs the network. This module is for class paths of tests only.
 */
@NullMarked
package io.ironjournal.bookkeeper.test;

import org.jspecify.annotations.NullMarked;
