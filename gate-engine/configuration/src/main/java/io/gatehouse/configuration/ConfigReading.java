package io.gatehouse.configuration;

/**
 * The outcome of reading a configuration: the leaves and the nodes, or the first fault that was
 * met.
 */
public sealed interface ConfigReading {

    record Parsed(ConfigTree tree, ConfigNode.Mapping root) implements ConfigReading {}

    record Refused(ConfigFault fault) implements ConfigReading {}
}
