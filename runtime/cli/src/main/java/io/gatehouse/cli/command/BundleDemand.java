package io.gatehouse.cli.command;

import io.gatehouse.adapter.oembundle.Platform;
import io.gatehouse.adapter.oembundle.VerifyOptions;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.embedded.oem.OemKeys;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What may be asked of a bundle beyond that it is sound. */
final class BundleDemand {

    @Option(
            names = "--platform",
            paramLabel = "PLATFORM",
            description = "linux, macos or windows; a bundle of another one is refused.")
    private Optional<Platform> platform = Optional.empty();

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "The only version that will do.")
    private Optional<String> version = Optional.empty();

    @Option(
            names = "--sha384",
            paramLabel = "DIGEST",
            description = "The very archive that was admitted, as sha384:HEX.")
    private Optional<String> archive = Optional.empty();

    @Option(
            names = "--legacy-key",
            paramLabel = "KEY",
            description =
                    "Admits a bundle of the existing builder, which names no key: it must be signed with this one.")
    private Optional<String> legacyKey = Optional.empty();

    @Option(
            names = "--p256-key",
            paramLabel = "PEM",
            description =
                    "A public P-256 key: the archive must have ARCHIVE.p256.sig of it beside it.")
    private Optional<Path> p256Key = Optional.empty();

    /** The public key that somebody demands a signature of. */
    Optional<Path> p256Key() {
        return p256Key;
    }

    /** The options of a verification; a digest of another form is an illegal argument. */
    VerifyOptions options(Instant now) {
        VerifyOptions options = VerifyOptions.at(now);
        if (legacyKey.isPresent()) {
            options = options.withLegacy();
        }
        if (platform.isPresent()) {
            options = options.withPlatform(platform.get());
        }
        if (version.isPresent()) {
            options = options.withVersion(version.get());
        }
        return archive.isPresent() ? options.withArchive(Digest.parse(archive.get())) : options;
    }

    OemKeys keys(OemKeys all) {
        return legacyKey.map(all::withLegacy).orElse(all);
    }
}
