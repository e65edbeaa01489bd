package io.ironjournal.inspect;

/** One generation of a stream's name. */
record StreamKey(String stream, long generation) {}
