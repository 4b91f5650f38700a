package io.gatehouse.cli.command;

import io.gatehouse.adapter.oembundle.BundleRequest;
import io.gatehouse.adapter.oembundle.BundleVerifier;
import io.gatehouse.adapter.oembundle.Platform;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/** What a bundle is made of, as the options of the existing builder name it. */
final class BundleInputs {

    @Option(
            names = "--platform",
            paramLabel = "PLATFORM",
            required = true,
            description = "linux, macos or windows.")
    private Platform platform;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            required = true,
            description = "1 to 64 letters, digits, '.', '_' and '-'.")
    private String version;

    @Option(
            names = "--released",
            paramLabel = "TIME",
            description =
                    "Stamped into the bundle (default: now); equal inputs and times give equal bytes.")
    private Optional<Instant> released = Optional.empty();

    @Option(
            names = "--daemon",
            paramLabel = "FILE",
            description = "File or folder for daemon/; may be repeated.")
    private List<Path> daemon = List.of();

    @Option(
            names = "--ui",
            paramLabel = "FILE",
            description = "File or folder for ui/; may be repeated.")
    private List<Path> ui = List.of();

    @Option(
            names = "--bootstrap",
            paramLabel = "FILE",
            description = "File or folder for bootstrap/; may be repeated.")
    private List<Path> bootstrap = List.of();

    @Option(
            names = "--config",
            paramLabel = "NAME=FILE",
            description = "File for config/NAME, signed on its own; may be repeated.")
    private Map<String, Path> config = new LinkedHashMap<>();

    @Option(
            names = "--resource",
            paramLabel = "NAME=FILE",
            description = "File or folder for NAME/; may be repeated.")
    private Map<String, Path> resources = new LinkedHashMap<>();

    @Option(
            names = "--fingerprint",
            paramLabel = "TEXT",
            defaultValue = BundleVerifier.UNPROVISIONED,
            description = "The device that it is for (default: ${DEFAULT-VALUE}).")
    private String fingerprint;

    @Option(
            names = "--packing",
            paramLabel = "PACKING",
            defaultValue = "STORED",
            description =
                    "stored: the same bytes from every Java runtime; deflated: smaller (default: ${DEFAULT-VALUE}).")
    private BundleRequest.Packing packing;

    Platform platform() {
        return platform;
    }

    /**
     * The request.
     *
     * @param place finds a file that was named
     */
    BundleRequest request(Instant now, UnaryOperator<Path> place) {
        return new BundleRequest(
                platform,
                version,
                released.orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS)),
                daemon.stream().map(place).toList(),
                ui.stream().map(place).toList(),
                bootstrap.stream().map(place).toList(),
                placed(config, place),
                placed(resources, place),
                fingerprint,
                packing);
    }

    private static SortedMap<String, Path> placed(
            Map<String, Path> named, UnaryOperator<Path> place) {
        SortedMap<String, Path> all = new TreeMap<>();
        named.forEach((name, file) -> all.put(name, place.apply(file)));
        return all;
    }
}
