package io.ironjournal.cdi;

import java.util.List;

/**
 * The methods with {@link ConsumesStream} that the extension found when the container was built.
 *
 * @param methods the methods
 */
record DeclaredConsumers(List<ConsumerMethod> methods) {}
