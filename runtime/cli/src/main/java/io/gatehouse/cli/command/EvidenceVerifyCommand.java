package io.gatehouse.cli.command;

import io.gatehouse.app.query.EvidenceCheck;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.digest.StreamingDigests;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Messages;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Reporting;
import io.gatehouse.cli.Verb;
import io.gatehouse.cli.report.Report;
import io.gatehouse.cli.report.ReportItem;
import io.gatehouse.cli.report.Standing;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.PromotionState;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse evidence verify}: files and archived copies against the journal. */
@Command(
        name = "verify",
        description =
                "Digests evidence and its archived copies again and compares with what the journal recorded.")
public final class EvidenceVerifyCommand extends Verb implements Reporting {

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE|ID",
            description = "A file, or an id of evidence (default: all evidence).")
    private Optional<String> what = Optional.empty();

    @Option(
            names = "--promotion",
            paramLabel = "PROMOTION",
            description = "Only the evidence of this promotion.")
    private Optional<String> promotion = Optional.empty();

    @Override
    public Integer call() throws Exception {
        requireInstallation();
        ReadOnlyInstallation installation = read();
        List<PromotionState> promotions =
                promotion.isPresent()
                        ? List.of(Promotions.find(installation, promotion.get()))
                        : List.copyOf(installation.state().promotions());
        List<ReportItem> items = new ArrayList<>();
        Optional<Path> file = what.map(this::located).filter(Files::isRegularFile);
        Predicate<EvidenceItem> fit = fit(file);
        List<EvidenceCheck.Checked> checked = new EvidenceCheck(installation).run(promotions, fit);
        if (what.isPresent() && file.isEmpty() && checked.isEmpty()) {
            throw Unanswerable.conflict(text("evidence.nothing-of", what.get()));
        }
        checked.forEach(c -> items.add(item(c, output().messages())));
        if (file.isPresent() && checked.isEmpty()) {
            items.add(unknown(file.get()));
        }
        boolean bad = items.stream().anyMatch(i -> i.standing() == Standing.FAIL);
        int code = bad ? ExitCodes.REFUSED : ExitCodes.ALLOWED;
        output().report(report(installation, items, code));
        return code;
    }

    private Path located(String text) {
        Path typed = around().directory().resolve(text);
        return Files.exists(typed) ? typed : workspace().root().resolve(text);
    }

    /** A file is looked for by its path and by its bytes: it may have been copied or renamed. */
    private Predicate<EvidenceItem> fit(Optional<Path> file) throws Exception {
        if (what.isEmpty()) {
            return item -> true;
        }
        if (file.isEmpty()) {
            return item -> item.id().value().equals(what.get());
        }
        if (Files.isSymbolicLink(file.get())
                || !Files.isRegularFile(file.get(), LinkOption.NOFOLLOW_LINKS)) {
            throw Unanswerable.conflict(text("evidence.nothing-of", what.get()));
        }
        DigestPair digests = StreamingDigests.of(file.get());
        String path = inWorkspace(Path.of(what.get()));
        return item -> item.digests().equals(digests) || item.path().equals(path);
    }

    private ReportItem unknown(Path file) {
        return new ReportItem(
                "",
                String.valueOf(file.getFileName()),
                Standing.FAIL,
                "",
                List.of(
                        Finding.of(
                                "engine-evidence",
                                "not-recorded",
                                String.valueOf(file.getFileName()),
                                "bytes or a path that the journal knows as evidence",
                                "neither",
                                "attach it with 'gatehouse evidence add', if it is meant to be")));
    }

    private static ReportItem item(EvidenceCheck.Checked checked, Messages messages) {
        boolean bad = !checked.findings().isEmpty();
        return new ReportItem(
                checked.promotion().id().value(),
                checked.item().id().value(),
                bad ? Standing.FAIL : checked.moved() ? Standing.WARN : Standing.PASS,
                checked.moved() ? messages.text("evidence.moved", checked.item().path()) : "",
                checked.findings());
    }

    private Report report(ReadOnlyInstallation installation, List<ReportItem> items, int code) {
        List<Finding> findings = items.stream().flatMap(i -> i.findings().stream()).toList();
        return new Report(
                "gatehouse.evidence-verify/1",
                "gatehouse evidence verify",
                text(
                        findings.isEmpty() ? "evidence.verified" : "evidence.refused",
                        items.size(),
                        findings.size()),
                List.of(),
                new TreeMap<>(Map.of("journal", installation.position().toString())),
                items,
                JsonObject.builder()
                        .put("exit", code)
                        .put("items", items.size())
                        .put("findings", Output.toJson(findings))
                        .put("journal", json(installation.position()))
                        .build());
    }
}
