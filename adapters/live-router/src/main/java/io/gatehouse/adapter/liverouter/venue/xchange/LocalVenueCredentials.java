package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.audit.file.OwnerOnly;
import io.gatehouse.audit.key.SecretLocation;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a venue's key and secret from where the key ring's secrets may be, too: {@code env:},
 * {@code file:} and {@code credential:}.
 *
 * <p>Neither appears in a finding. A file that others may read is refused: who can read the secret
 * can trade.
 */
public final class LocalVenueCredentials {

    private static final String RULE = "venue-credentials";
    private static final String CREDENTIALS_DIRECTORY = "CREDENTIALS_DIRECTORY";
    private static final int LONGEST = 512;

    private final Path directory;
    private final Function<String, Optional<String>> environment;

    /**
     * @param directory where relative {@code file:} paths start
     * @param environment the variables of this process
     */
    public LocalVenueCredentials(Path directory, Function<String, Optional<String>> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /** What was read. */
    public sealed interface Loading {

        record Loaded(VenueCredentials credentials) implements Loading {}

        record Refused(Finding finding) implements Loading {}
    }

    /**
     * Reads both.
     *
     * @param venue named in findings
     */
    public Loading load(String venue, SecretLocation key, SecretLocation secret) {
        try {
            return new Loading.Loaded(new VenueCredentials(read(venue, key), read(venue, secret)));
        } catch (Fault e) {
            return new Loading.Refused(e.finding);
        } catch (IllegalArgumentException e) {
            return new Loading.Refused(
                    finding(
                            "malformed",
                            venue,
                            "up to 512 printable characters",
                            "something else",
                            "store the key and the secret as the venue gave them"));
        }
    }

    private String read(String venue, SecretLocation location) {
        String where = venue + " " + location.text();
        if (location instanceof SecretLocation.Variable variable) {
            return environment.apply(variable.name()).orElseThrow(() -> absent(where));
        }
        if (location instanceof SecretLocation.File file) {
            return text(where, resolve(where, directory, file.path()), true);
        }
        if (location instanceof SecretLocation.Credential credential) {
            String root = environment.apply(CREDENTIALS_DIRECTORY).orElseThrow(() -> absent(where));
            Path file = resolve(where, resolve(where, directory, root), credential.name());
            // systemd guards these by their directory and by an access list
            return text(where, file, false);
        }
        throw absent(where);
    }

    private static Path resolve(String where, Path base, String path) {
        try {
            return base.resolve(path);
        } catch (InvalidPathException e) {
            throw absent(where);
        }
    }

    private static String text(String where, Path file, boolean ownerOnly) {
        try {
            if (ownerOnly) {
                demandOwnerOnly(where, file);
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                String text = new String(in.readNBytes(LONGEST + 2), StandardCharsets.UTF_8);
                return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            }
        } catch (IOException e) {
            throw absent(where);
        }
    }

    private static void demandOwnerOnly(String where, Path file) throws IOException {
        Optional<String> objection = OwnerOnly.objection(file);
        if (objection.isPresent()) {
            throw new Fault(
                    finding(
                            "insecure",
                            where,
                            "a file of our own that only we may read",
                            objection.get(),
                            "take the file's rights from group and others"));
        }
    }

    private static Fault absent(String where) {
        return new Fault(
                finding(
                        "absent",
                        where,
                        "a secret that can be read",
                        "none",
                        "put the venue's secret where the configuration says it is"));
    }

    private static Finding finding(
            String code, String subject, String expected, String observed, String remedy) {
        return Finding.of(RULE, code, subject, expected, observed, remedy);
    }

    /** Carries a finding to {@link #load}. */
    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Finding finding;

        Fault(Finding finding) {
            super(finding.code(), null, false, false);
            this.finding = finding;
        }
    }
}
