package io.gatehouse.adapter.liverouter.dryrun;

import java.util.Map;

/**
 * What is to be tried.
 *
 * @param path of the configuration, as it is recorded in evidence
 * @param seed of the stand-ins
 * @param versions of what took part, by name: for whoever repeats it
 */
public record DryRunTask(
        String path, byte[] configuration, long seed, Map<String, String> versions) {

    public DryRunTask {
        configuration = configuration.clone();
        versions = Map.copyOf(versions);
    }

    @Override
    public byte[] configuration() {
        return configuration.clone();
    }
}
