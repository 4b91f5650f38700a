package io.gatehouse.adapter.coreconfig;

/** The outcome of reading a configuration: a tree, or the first fault that was met. */
public sealed interface ConfigReading {

    record Parsed(ConfigTree tree) implements ConfigReading {}

    record Refused(ConfigFault fault) implements ConfigReading {}
}
