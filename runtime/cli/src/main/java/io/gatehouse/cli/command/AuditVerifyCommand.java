package io.gatehouse.cli.command;

import io.gatehouse.app.review.PackCheck;
import io.gatehouse.app.review.PackReport;
import io.gatehouse.app.review.Reevaluation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.pack.PackFaultException;
import io.gatehouse.audit.pack.PackManifest;
import io.gatehouse.audit.pack.PackReader;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.PromotionId;
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
        description =
                "Verifies a pack offline, without a workspace or a secret; needs a position or key"
                        + " from elsewhere.")
public final class AuditVerifyCommand extends Verb {

    @Parameters(paramLabel = "PACK", description = "A file that audit export wrote.")
    private Path pack;

    @Option(
            names = "--expect",
            paramLabel = "SEQ:DIGEST",
            description =
                    "A position that the history must hold, known to you from elsewhere: from a"
                            + " permit, an older pack, a status noted in its time; repeat it.")
    private List<String> expected = new ArrayList<>();

    @Option(
            names = "--engine-key",
            paramLabel = "KEY",
            description =
                    "The engine's public key (base64url) as you have it from elsewhere, such as the"
                            + " founding papers: the founding one, or the one that signed the pack."
                            + " Without this or --expect nothing shows whose history it is: exit"
                            + " 3.")
    private Optional<String> engineKey = Optional.empty();

    @Override
    public Integer call() throws Exception {
        PackCheck.Known known = new PackCheck.Known(positions(expected), pinned());
        VerdictReport verdicts = VerdictReport.quiet(output());
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
            throw Unanswerable.usage(Wording.of("engine-key-form"));
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
        headline(report, code);
        output.findings(report.findings());
        output.findings(report.incomplete());
        output.say(code == ExitCodes.ALLOWED ? "verify.what" : "verify.what-so-far");
        report.manifest()
                .ifPresent(m -> output.say("verify.end", m.installation(), m.journal(), m.time()));
        output.say("verify.members", counts.members(), counts.artefacts(), counts.documents());
        output.say("verify.history", counts.events(), counts.groups(), counts.lines());
        output.say("verify.signatures", counts.signatures(), counts.adoptions(), counts.permits());
        if (counts.verdicts() > 0) {
            verdicts.others();
        }
        if (report.sound()) {
            anchor(report);
        }
        report.state()
                .ifPresent(
                        s ->
                                output.say(
                                        "verify.roots",
                                        s.governance().engineKey(),
                                        s.governance().adoption()));
        Unproven.lines(report.unchecked(), output.messages()).values().forEach(output::line);
        if (report.unchecked().size() > 1) {
            output.say("unchecked.list");
        }
    }

    /** The verdict, and of what: a pack of one promotion must not read as the whole. */
    private void headline(PackReport report, int code) {
        Output output = output();
        String installation = report.manifest().map(m -> m.installation().value()).orElse("?");
        Optional<PromotionId> scope = report.manifest().flatMap(PackManifest::scope);
        if (code == ExitCodes.REFUSED) {
            output.say("verify.refused", report.found());
        } else if (code == ExitCodes.UNDECIDED) {
            boolean onlyAnchor = report.incomplete().size() == 1 && report.anchor().isMissing();
            output.say(
                    onlyAnchor ? "verify.unanchored" : "verify.incomplete",
                    report.incomplete().size());
        } else if (scope.isPresent()) {
            output.say("verify.sound-one", scope.get(), installation, report.otherPromotions());
        } else {
            output.say("verify.sound", installation);
        }
    }

    /** What the auditor's own knowledge ties down, and what it does not. */
    private void anchor(PackReport report) {
        PackReport.Anchor anchor = report.anchor();
        anchor.position()
                .ifPresent(
                        p ->
                                output().line(
                                                JournalReports.held(
                                                        "verify.held",
                                                        p.seq(),
                                                        report.counts().events(),
                                                        output().messages())));
        if (anchor.engineKey()) {
            output().say(anchor.position().isPresent() ? "verify.key" : "verify.key-alone");
        }
    }

    private static JsonObject json(PackReport report, VerdictReport verdicts, int code) {
        PackReport.Counts counts = report.counts();
        JsonObject.Builder document =
                JsonObject.builder()
                        .put("exit", code)
                        .put("findings", Output.toJson(report.findings()))
                        .put("found", report.found())
                        .put("incomplete", Output.toJson(report.incomplete()))
                        .put("unchecked", Unproven.all(report.unchecked()))
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
        JsonObject.Builder anchor =
                JsonObject.builder().put("engine_key", report.anchor().engineKey());
        report.anchor().position().ifPresent(p -> anchor.put("position", json(p)));
        document.put("anchor", anchor.build());
        report.manifest()
                .flatMap(PackManifest::scope)
                .ifPresent(
                        s ->
                                document.put("scope", s.value())
                                        .put("other_promotions", (long) report.otherPromotions()));
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
