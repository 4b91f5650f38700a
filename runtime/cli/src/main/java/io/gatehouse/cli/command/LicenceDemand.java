package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.licence.LicencePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** What a licence must be to count here, and what lies beside it. */
final class LicenceDemand {

    @Option(
            names = "--fingerprint",
            paramLabel = "FILE",
            description = "The device's document (default: fingerprint.json beside the licence).")
    private Optional<Path> fingerprint = Optional.empty();

    @Option(
            names = "--revocations",
            paramLabel = "FILE",
            defaultValue = LicenceVerb.REVOCATIONS,
            description = "The revocation list, at most 12 hours old (default: ${DEFAULT-VALUE}).")
    private Path revocations;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            defaultValue = "paper",
            description = "The profile that it must be for (default: ${DEFAULT-VALUE}).")
    private String profile;

    @Option(
            names = "--issuer",
            paramLabel = "NAME",
            description = "Who may have issued it (default: qa, security); may be repeated.")
    private List<String> issuers = List.of();

    @Option(
            names = "--feature",
            paramLabel = "NAME",
            description = "A feature that it must have; may be repeated.")
    private List<String> features = List.of();

    @Option(
            names = "--seats",
            paramLabel = "N",
            defaultValue = "1",
            description = "Instances that run, this one included (default: ${DEFAULT-VALUE}).")
    private long seats;

    @Option(
            names = "--remaining",
            paramLabel = "SPAN",
            defaultValue = "PT0S",
            description = "How long it must still be in force (default: ${DEFAULT-VALUE}).")
    private Duration remaining;

    @Option(
            names = "--dongle",
            paramLabel = "FILE",
            description = "File whose first line identifies the dongle of this machine.")
    private Optional<Path> dongle = Optional.empty();

    /** The document beside a licence, or the one that was named. */
    Path fingerprint(Path licence) {
        return fingerprint.orElseGet(() -> licence.resolveSibling("fingerprint.json"));
    }

    Path revocations() {
        return revocations;
    }

    Optional<Path> dongle() {
        return dongle;
    }

    /** The policy; no number of seats and no negative time is an illegal argument. */
    LicencePolicy policy() {
        LicencePolicy usual = LicencePolicy.of(profile);
        return new LicencePolicy(
                usual.profiles(),
                issuers.isEmpty() ? usual.issuers() : Set.copyOf(issuers),
                usual.longest(),
                remaining,
                Set.copyOf(features),
                seats,
                usual.oldestRevocations());
    }
}
