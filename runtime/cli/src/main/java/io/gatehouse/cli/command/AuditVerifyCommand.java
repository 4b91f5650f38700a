package io.gatehouse.cli.command;

import io.gatehouse.app.review.PackCheck;
import io.gatehouse.app.review.PackReport;
import io.gatehouse.app.review.Reevaluation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.pack.PackFaultException;
import io.gatehouse.audit.pack.PackReader;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.embedded.Law;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse audit verify}: a pack, offline, without a secret and without a workspace. */
@Command(
        name = "verify",
        description = "Verifies a pack from the pack alone: no workspace, no secret, no network.")
public final class AuditVerifyCommand extends Verb {

    @Parameters(paramLabel = "PACK", description = "A file that 'audit export' wrote.")
    private Path pack;

    @Option(
            names = "--expect",
            paramLabel = "SEQ:DIGEST",
            description = "A position that the history must hold; repeat it.")
    private List<String> expected = new ArrayList<>();

    @Option(
            names = "--engine-key",
            paramLabel = "KEY",
            description =
                    "The engine's public key as you were given it (base64url): the founding one, or"
                            + " the one that signed the pack.")
    private Optional<String> engineKey = Optional.empty();

    @Override
    public Integer call() throws Exception {
        PackCheck.Known known = new PackCheck.Known(positions(expected), pinned());
        VerdictReport verdicts = new VerdictReport(output());
        PackReport report;
        Path file = around().directory().resolve(pack);
        try (PackReader reader = PackReader.open(file)) {
            report =
                    new PackCheck(Law.rules(), Reevaluation.of(Law.rules()))
                            .run(reader, known, verdicts);
        } catch (PackFaultException e) {
            return refused(PackReport.finding(e));
        }
        int code =
                !report.sound()
                        ? ExitCodes.REFUSED
                        : report.incomplete().isEmpty() ? ExitCodes.ALLOWED : ExitCodes.UNDECIDED;
        print(report, verdicts, code);
        output().json("gatehouse.audit-verify/1", json(report, verdicts, code));
        return code;
    }

    static List<JournalPosition> positions(List<String> texts) throws Unanswerable {
        List<JournalPosition> positions = new ArrayList<>();
        for (String text : texts) {
            positions.add(AuditCommand.position(text));
        }
        return positions;
    }

    private Optional<Ed25519PublicKey> pinned() throws Unanswerable {
        try {
            return engineKey.map(Ed25519PublicKey::new);
        } catch (IllegalArgumentException e) {
            throw Unanswerable.usage("--engine-key is an Ed25519 public key in base64url");
        }
    }

    private int refused(Finding finding) {
        output().say("verify.refused", 1);
        output().findings(List.of(finding));
        output().json(
                        "gatehouse.audit-verify/1",
                        JsonObject.builder()
                                .put("exit", ExitCodes.REFUSED)
                                .put("findings", Output.toJson(List.of(finding)))
                                .build());
        return ExitCodes.REFUSED;
    }

    private void print(PackReport report, VerdictReport verdicts, int code) {
        Output output = output();
        PackReport.Counts counts = report.counts();
        if (counts.verdicts() > 0) {
            verdicts.sum();
        }
        switch (code) {
            case ExitCodes.ALLOWED -> output.say("verify.sound");
            case ExitCodes.REFUSED -> output.say("verify.refused", report.found());
            default -> output.say("verify.incomplete", report.incomplete().size());
        }
        output.findings(report.findings());
        report.manifest()
                .ifPresent(m -> output.say("verify.end", m.installation(), m.journal(), m.time()));
        output.say("verify.members", counts.members(), counts.artefacts(), counts.documents());
        output.say("verify.history", counts.events(), counts.groups(), counts.lines());
        output.say("verify.signatures", counts.signatures(), counts.adoptions(), counts.permits());
        report.state()
                .ifPresent(
                        s ->
                                output.say(
                                        "verify.roots",
                                        s.governance().engineKey(),
                                        s.governance().adoption()));
        report.incomplete().forEach(what -> output.say("verify.missing", what));
        report.unchecked().forEach(what -> output.say("audit.unchecked", what));
    }

    private static JsonObject json(PackReport report, VerdictReport verdicts, int code) {
        PackReport.Counts counts = report.counts();
        JsonObject.Builder document =
                JsonObject.builder()
                        .put("exit", code)
                        .put("findings", Output.toJson(report.findings()))
                        .put("found", report.found())
                        .put("incomplete", report.incomplete())
                        .put("unchecked", report.unchecked())
                        .put("members", counts.members())
                        .put("artefacts", counts.artefacts())
                        .put("documents", counts.documents())
                        .put("events", counts.events())
                        .put("groups", counts.groups())
                        .put("decision_lines", counts.lines())
                        .put("signatures_of_persons", counts.signatures())
                        .put("adoptions", counts.adoptions())
                        .put("permits", counts.permits())
                        .put("guards", verdicts.json());
        report.manifest()
                .ifPresent(
                        m ->
                                document.put("installation", m.installation().value())
                                        .put("journal", json(m.journal())));
        report.state()
                .ifPresent(
                        s ->
                                document.put("engine_key", s.governance().engineKey())
                                        .put("adoption", s.governance().adoption().value()));
        return document.build();
    }
}
