package io.gatehouse.adapter.oembundle;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a bundle is made of. A folder among the inputs keeps its own name: {@code daemon} with the
 * input {@code build/engine/} gives {@code daemon/engine/...}.
 *
 * @param released stamped into manifest and archive; equal requests then give equal bytes
 * @param daemon files and folders for {@code daemon/}
 * @param ui files and folders for {@code ui/}
 * @param bootstrap files and folders for {@code bootstrap/}
 * @param config name in {@code config/} to file; each gets a signature beside it
 * @param resources name of a further folder to a file or folder
 * @param fingerprint the device, or {@link BundleVerifier#UNPROVISIONED}
 * @param packing how archives are packed
 */
public record BundleRequest(
        Platform platform,
        String version,
        Instant released,
        List<Path> daemon,
        List<Path> ui,
        List<Path> bootstrap,
        SortedMap<String, Path> config,
        SortedMap<String, Path> resources,
        String fingerprint,
        Packing packing) {

    /** How content is packed. */
    public enum Packing {
        /** As it is: the same bytes from every Java runtime. */
        STORED,
        /** Smaller; the same bytes from the same runtime only, since deflate is the runtime's. */
        DEFLATED
    }

    public BundleRequest {
        daemon = List.copyOf(daemon);
        ui = List.copyOf(ui);
        bootstrap = List.copyOf(bootstrap);
        config = copy(config);
        resources = copy(resources);
    }

    private static SortedMap<String, Path> copy(Map<String, Path> map) {
        return java.util.Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** The same for another platform. */
    public BundleRequest on(Platform other) {
        return new BundleRequest(
                other,
                version,
                released,
                daemon,
                ui,
                bootstrap,
                config,
                resources,
                fingerprint,
                packing);
    }
}
