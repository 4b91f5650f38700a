package io.gatehouse.cli.command;

import io.gatehouse.adapter.risklabs.run.ChildLaboratory;
import io.gatehouse.app.acceptance.AcceptanceFolder;
import io.gatehouse.app.acceptance.AcceptanceRun;
import io.gatehouse.app.acceptance.AcceptanceSigner;
import io.gatehouse.app.acceptance.AcceptanceSubject;
import io.gatehouse.app.acceptance.StepOutcome;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Reporting;
import io.gatehouse.cli.Verb;
import io.gatehouse.cli.report.JUnitReport;
import io.gatehouse.cli.report.Report;
import io.gatehouse.cli.report.ReportItem;
import io.gatehouse.cli.report.Standing;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.acceptance.AcceptanceSteps;
import io.gatehouse.embedded.acceptance.HandedIn;
import io.gatehouse.embedded.oem.OemDesk;
import java.nio.file.FileAlreadyExistsException;
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

/** {@code gatehouse acceptance run}. */
@Command(
        name = "run",
        description =
                "Tries bundle, installation, fingerprint, licence, laboratory, mTLS, decision logs"
                        + " and rotation; a part that is left out is a no.")
public final class AcceptanceRunCommand extends Verb implements Reporting {

    @Option(names = "--bundle", paramLabel = "FILE", description = "The OEM bundle's archive.")
    private Optional<Path> bundle = Optional.empty();

    @Option(names = "--licence", paramLabel = "FILE", description = "This machine's licence.")
    private Optional<Path> licence = Optional.empty();

    @Option(
            names = "--fingerprint",
            paramLabel = "FILE",
            description = "This machine's signed hardware document.")
    private Optional<Path> fingerprint = Optional.empty();

    @Option(
            names = "--revocations",
            paramLabel = "FILE",
            description = "The signed list of revoked licences.")
    private Optional<Path> revocations = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "Profile of the licence: paper or live (default: paper).")
    private String profile = "paper";

    @Option(
            names = "--labs",
            paramLabel = "FILE",
            description = "A JSON report of the risk laboratory; it is made again.")
    private Optional<Path> labs = Optional.empty();

    @Option(
            names = "--mtls",
            paramLabel = "DIR",
            description = "A folder with the mTLS bundle at the places that gate live names.")
    private Optional<Path> mtls = Optional.empty();

    @Override
    public Integer call() throws Exception {
        if (!profile.equals("paper") && !profile.equals("live")) {
            throw Unanswerable.usage(Wording.of("acceptance-profile"));
        }
        HandedIn given = handedIn();
        ReadOnlyInstallation installation = read();
        AcceptanceSigner signer = signer(installation);
        AcceptanceFolder folder = folder();
        AcceptanceRun.Result result;
        try (OemDesk desk = OemDesk.of(installation, this::now);
                LabsProgress progress = LabsProgress.on(around().err(), output().messages())) {
            AcceptanceSteps.Means means =
                    new AcceptanceSteps.Means(
                            desk.bundles(),
                            desk.licences(),
                            around().hardware().apply(Optional.empty()),
                            ChildLaboratory.ofThisProgram(),
                            progress);
            result =
                    new AcceptanceRun(
                                    AcceptanceSteps.of(
                                            given, workspace(), means, folder.trial(), now()))
                            .run();
        }
        Report report = report(result, folder);
        folder.write(
                result,
                AcceptanceSubject.of(workspace(), installation.state().governance()),
                signer);
        folder.writeJUnit(JUnitReport.render(report, output().messages()));
        output().report(report);
        return exit(result);
    }

    /** Asked for before anything is tried: a report that nobody signed is none for the gate. */
    private AcceptanceSigner signer(ReadOnlyInstallation installation) throws Unanswerable {
        return AcceptanceSigner.of(installation.keys(), now())
                .orElseThrow(() -> Unanswerable.undecided(text("acceptance.no-key"), List.of()));
    }

    private AcceptanceFolder folder() throws Exception {
        try {
            return AcceptanceFolder.create(workspace(), now());
        } catch (FileAlreadyExistsException e) {
            throw Unanswerable.conflict(text("acceptance.there", e.getFile()));
        }
    }

    private HandedIn handedIn() throws Unanswerable {
        return new HandedIn(
                file("--bundle", bundle),
                file("--licence", licence),
                file("--fingerprint", fingerprint),
                file("--revocations", revocations),
                profile,
                file("--labs", labs),
                there("--mtls", mtls, path -> Files.isDirectory(path)));
    }

    /** A link would show the content of another file; none of the parts follows one. */
    private Optional<Path> file(String option, Optional<Path> typed) throws Unanswerable {
        return there(option, typed, path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * As the person typed it; else in the workspace. A name that was mistyped is said before the
     * laboratory has run for minutes.
     */
    private Optional<Path> there(String option, Optional<Path> typed, Predicate<Path> usable)
            throws Unanswerable {
        if (typed.isEmpty()) {
            return typed;
        }
        Path here = around().directory().toAbsolutePath().resolve(typed.get()).normalize();
        Path found =
                Files.exists(here, LinkOption.NOFOLLOW_LINKS)
                        ? here
                        : workspace().root().resolve(typed.get()).normalize();
        if (!usable.test(found)) {
            throw Unanswerable.undecided(
                    text("acceptance.not-there", option, typed.get()), List.of());
        }
        return Optional.of(found);
    }

    private static int exit(AcceptanceRun.Result result) {
        return result.accepted() ? ExitCodes.ALLOWED : ExitCodes.REFUSED;
    }

    private Report report(AcceptanceRun.Result result, AcceptanceFolder folder) {
        List<ReportItem> items = new ArrayList<>();
        result.outcomes()
                .forEach(
                        (part, outcome) ->
                                items.add(
                                        new ReportItem(
                                                "",
                                                part.code(),
                                                outcome.status() == StepOutcome.Status.OK
                                                        ? Standing.PASS
                                                        : Standing.FAIL,
                                                text(
                                                        "acceptance."
                                                                + AcceptanceFolder.text(outcome)),
                                                outcome.findings())));
        String place = workspace().root().relativize(folder.path()).toString();
        return new Report(
                "gatehouse.acceptance-run/1",
                "gatehouse acceptance run",
                text(
                        result.accepted() ? "acceptance.accepted" : "acceptance.refused",
                        result.count(StepOutcome.Status.OK),
                        result.outcomes().size(),
                        result.count(StepOutcome.Status.SKIPPED)),
                List.of(text("acceptance.written", place)),
                new TreeMap<>(Map.of("report", place)),
                items,
                document(result, place));
    }

    private static JsonObject document(AcceptanceRun.Result result, String place) {
        List<JsonObject> steps = new ArrayList<>();
        result.outcomes()
                .forEach(
                        (part, outcome) ->
                                steps.add(
                                        JsonObject.builder()
                                                .put("step", part.code())
                                                .put("status", AcceptanceFolder.text(outcome))
                                                .put("facts", outcome.facts())
                                                .put("findings", Output.toJson(outcome.findings()))
                                                .build()));
        return JsonObject.builder()
                .put("exit", exit(result))
                .put("verdict", result.accepted() ? "PASS" : "FAIL")
                .put("report", place)
                .put("steps", steps)
                .build();
    }
}
