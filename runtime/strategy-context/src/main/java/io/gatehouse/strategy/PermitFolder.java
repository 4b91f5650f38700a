package io.gatehouse.strategy;

import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.permit.Permit;
import io.gatehouse.audit.permit.PermitReading;
import io.gatehouse.audit.permit.PermitVerifier;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The files under {@code var/gatehouse/} that say what the engine permits; reads only. */
final class PermitFolder {

    private static final int LARGEST_LIST = 1024 * 1024;

    private final Path state;

    PermitFolder(Path workspace) {
        this.state = workspace.resolve("var").resolve("gatehouse");
    }

    Path seen() {
        return state.resolve("strategy-context.seen");
    }

    Optional<Permit> permit(
            Environment environment, Ed25519PublicKey engine, List<Finding> findings) {
        String name = "permits/" + environment.name().toLowerCase(Locale.ROOT) + ".json";
        try {
            byte[] bytes = bytes(state.resolve(name), PermitVerifier.LARGEST + 1);
            PermitReading reading = PermitVerifier.verify(bytes, engine);
            if (reading instanceof PermitReading.Verified verified) {
                return Optional.of(verified.permit());
            }
            findings.addAll(((PermitReading.Refused) reading).findings());
        } catch (NoSuchFileException e) {
            findings.add(ContextFindings.noPermit("var/gatehouse/" + name));
        } catch (IOException e) {
            findings.add(ContextFindings.unreadable("permit-unreadable", "var/gatehouse/" + name));
        }
        return Optional.empty();
    }

    /** Anything in the folder is a latch, whatever its name or kind. */
    void requireNoHalt(List<Finding> findings) {
        try (DirectoryStream<Path> latches = Files.newDirectoryStream(state.resolve("halt"))) {
            if (latches.iterator().hasNext()) {
                findings.add(ContextFindings.halted("a latch"));
            }
        } catch (IOException | DirectoryIteratorException e) {
            // A folder that is gone or closed may have held a latch.
            findings.add(ContextFindings.halted("a directory that cannot be read"));
        }
    }

    /** One permit id per line; no list means that none is revoked apart from its file's removal. */
    void requireNotRevoked(Permit permit, List<Finding> findings) {
        try {
            byte[] bytes = bytes(state.resolve("revoked"), LARGEST_LIST + 1);
            if (bytes.length > LARGEST_LIST) {
                findings.add(
                        ContextFindings.unreadable(
                                "revocations-unreadable", "var/gatehouse/revoked"));
            }
            new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.strip().equals(permit.id().value()))
                    .findFirst()
                    .ifPresent(line -> findings.add(ContextFindings.revoked(permit.id().value())));
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            findings.add(
                    ContextFindings.unreadable("revocations-unreadable", "var/gatehouse/revoked"));
        }
    }

    /** The first bytes of a file that is no link, for its target could be exchanged. */
    static byte[] bytes(Path file, int atMost) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(atMost);
        }
    }
}
