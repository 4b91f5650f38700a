package io.gatehouse.adapter.liverouter.dryrun;

import java.util.Map;

/** What is to be tried. Immutable. */
public final class DryRunTask {

    private final String path;
    private final byte[] configuration;
    private final long seed;
    private final Map<String, String> versions;

    /**
     * @param path of the configuration, as it is recorded in evidence
     * @param configuration its bytes, which are copied
     * @param seed of the stand-ins
     * @param versions of what took part, by name: for whoever repeats it
     */
    public DryRunTask(String path, byte[] configuration, long seed, Map<String, String> versions) {
        this.path = path;
        this.configuration = configuration.clone();
        this.seed = seed;
        this.versions = Map.copyOf(versions);
    }

    String path() {
        return path;
    }

    byte[] configuration() {
        return configuration.clone();
    }

    long seed() {
        return seed;
    }

    Map<String, String> versions() {
        return versions;
    }
}
