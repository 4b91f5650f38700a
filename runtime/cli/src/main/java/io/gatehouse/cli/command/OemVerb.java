package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.InputFiles;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.embedded.oem.OemDesk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the verbs of bundles, fingerprints and licences share. */
abstract class OemVerb extends Verb {

    /** Codes that say that nothing was found out, rather than that something is wrong. */
    private static final Set<String> UNDECIDED =
            Set.of(
                    "archive-unreadable",
                    "fingerprint-unavailable",
                    "key-unavailable",
                    "key-unknown",
                    "no-device-key",
                    "not-written",
                    "picture-not-written",
                    "secret-not-written",
                    "secret-unreadable",
                    "self-check",
                    "state-not-written",
                    "state-unreadable",
                    "unreadable");

    /** Keys and memory of the installation; the caller closes it. */
    final OemDesk desk() throws Exception {
        return OemDesk.of(read(), around().clock());
    }

    /** A file as it was typed: from here, and else from the workspace. */
    final Path file(Path typed) {
        Path here = around().directory().toAbsolutePath().resolve(typed).normalize();
        Path inside = workspace().root().resolve(typed).normalize();
        return !Files.exists(here, LinkOption.NOFOLLOW_LINKS)
                        && Files.exists(inside, LinkOption.NOFOLLOW_LINKS)
                ? inside
                : here;
    }

    /** Where something is written: from here when that is in the workspace, else in it. */
    final Path target(Path typed) {
        Path here = around().directory().toAbsolutePath().resolve(typed).normalize();
        Path target =
                typed.isAbsolute() || here.startsWith(workspace().root())
                        ? here
                        : workspace().root().resolve(typed).normalize();
        return typed(
                () -> {
                    if (target.getFileName() == null) {
                        throw new IllegalArgumentException(text("oem.no-name", typed));
                    }
                    return target;
                });
    }

    /** The bytes of a file; one that is not there, or is too large, cannot be answered for. */
    final byte[] bytes(Path typed, int largest) throws Unanswerable {
        return bytesOf(typed, largest)
                .orElseThrow(() -> Unanswerable.undecided(text("oem.no-file", typed), List.of()));
    }

    /** The bytes of a file that need not be there. */
    final Optional<byte[]> bytesOf(Path typed, int largest) throws Unanswerable {
        try {
            Optional<byte[]> bytes = InputFiles.read(file(typed), largest);
            if (bytes.filter(b -> b.length > largest).isPresent()) {
                throw Unanswerable.undecided(text("oem.too-large", typed, largest), List.of());
            }
            return bytes;
        } catch (IOException e) {
            throw Unanswerable.undecided(text("oem.no-file", typed), List.of());
        }
    }

    /** Says why not, and gives the exit code. */
    final int refused(String schema, List<Finding> findings) {
        int code = code(findings);
        Output output = output();
        output.say(
                code == ExitCodes.PENDING
                        ? "oem.pending"
                        : code == ExitCodes.UNDECIDED ? "oem.undecided" : "oem.refused");
        output.findings(findings);
        output.json(
                schema,
                JsonObject.builder()
                        .put("exit", code)
                        .put("findings", Output.toJson(findings))
                        .build());
        return code;
    }

    static int code(List<Finding> findings) {
        if (findings.stream().allMatch(Finding::pending)) {
            return ExitCodes.PENDING;
        }
        return findings.stream().allMatch(f -> UNDECIDED.contains(f.code()))
                ? ExitCodes.UNDECIDED
                : ExitCodes.REFUSED;
    }
}
