package io.gatehouse.adapter.liverouter.gate;

import io.gatehouse.adapter.liverouter.dryrun.DryRunCode;
import io.gatehouse.adapter.liverouter.lease.Armed;
import io.gatehouse.adapter.liverouter.lease.Arming;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.rule.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What the gate of LIVE does with the router: tries the live wiring (runbook 3.3), arms for the
 * permit that is being granted, disarms.
 *
 * <p>Arming opens nothing by itself: the router also needs the permit, and both must name the same
 * installation, configuration and bundle. Each task may be repeated. Thread-safe.
 */
public final class LiveRouterAction implements GateAction {

    public static final AdapterId ID = new AdapterId("live-router");

    private final SignedDryRun dryRun;
    private final ArmingSubjects subjects;
    private final InstantSource clock;

    /**
     * @param subjects asked anew for each arming
     */
    public LiveRouterAction(SignedDryRun dryRun, ArmingSubjects subjects, InstantSource clock) {
        this.dryRun = dryRun;
        this.subjects = subjects;
        this.clock = clock;
    }

    @Override
    public AdapterId adapter() {
        return ID;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public List<String> lint(JsonObject with) {
        return List.copyOf(RouterParameters.faults(with));
    }

    /** Faults of the files of a dry run, as the linter words them; empty when there are none. */
    public static List<String> faults(SignedDryRun.Files files) {
        return RouterParameters.faults(
                JsonObject.builder()
                        .put("task", RouterParameters.DRY_RUN)
                        .put("config", files.config())
                        .put("report", files.report())
                        .put("log", files.log())
                        .build());
    }

    @Override
    public Outcome run(Request request) {
        List<String> faults = lint(request.parameters());
        if (!faults.isEmpty()) {
            return failed(
                    DryRunCode.BAD_PARAMETERS.at(
                            ID.value(), "parameters as documented", faults.get(0)));
        }
        if (!Files.isDirectory(request.workspace())) {
            return failed(
                    DryRunCode.NOT_WRITTEN.at(ID.value(), "a workspace", "no such directory"));
        }
        String task = request.parameters().requireText("task");
        return switch (task) {
            case RouterParameters.DRY_RUN -> dryRun(request);
            case RouterParameters.ARM -> arm(request);
            default -> disarm(request.workspace());
        };
    }

    private Outcome dryRun(Request request) {
        JsonObject with = request.parameters();
        SignedDryRun.Files files =
                new SignedDryRun.Files(
                        with.requireText("config"),
                        with.requireText("report"),
                        with.requireText("log"));
        Optional<SignedDryRun.KillReport> kill = Optional.empty();
        if (with.names().contains(RouterParameters.KILL_REPORT)) {
            Optional<PersonId> person =
                    subjects.whoAsked(request.promotion(), request.slot(), request.attempt());
            if (person.isEmpty()) {
                return failed(
                        DryRunCode.NOBODY_NAMED.at("kill drill", "a person who runs it", "nobody"));
            }
            kill =
                    person.map(
                            who ->
                                    new SignedDryRun.KillReport(
                                            with.requireText(RouterParameters.KILL_REPORT),
                                            who.value()));
        }
        Instant begin = clock.instant();
        SignedDryRun.End end;
        try {
            end = dryRun.run(request.workspace(), files, kill, request.timeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Lost("interrupted before the report was written");
        }
        if (clock.instant().isAfter(begin.plus(request.timeout()))) {
            // what took longer than allowed was perhaps stopped and asked again meanwhile
            return new Outcome.Lost("the time was over before the report was written");
        }
        if (end instanceof SignedDryRun.End.Refused refused) {
            return failed(refused.finding());
        }
        SignedDryRun.End.Written written = (SignedDryRun.End.Written) end;
        return written.findings().isEmpty()
                ? new Outcome.Succeeded(written.facts())
                : new Outcome.Failed(written.facts(), written.findings());
    }

    private Outcome arm(Request request) {
        Optional<ArmingSubjects.Subject> subject = subjects.of(request.promotion());
        if (subject.isEmpty()) {
            return failed(
                    DryRunCode.NOTHING_TO_ARM.at(
                            request.promotion().value(),
                            "a sealed promotion with one configuration",
                            "none"));
        }
        Armed armed =
                new Armed(
                        subject.get().installation(),
                        request.promotion(),
                        request.parameters().requireText("mode"),
                        subject.get().configuration(),
                        subject.get().bundle(),
                        clock.instant());
        Arming arming = new Arming(request.workspace());
        if (!isArmed(arming, armed)) {
            List<Finding> findings = arming.arm(armed);
            if (!findings.isEmpty()) {
                return new Outcome.Failed(JsonObject.EMPTY, findings);
            }
        }
        return new Outcome.Succeeded(
                JsonObject.builder()
                        .put("armed", Arming.NAME)
                        .put("mode", armed.mode())
                        .put("configuration", armed.configuration().value())
                        .put("bundle", armed.bundle().value())
                        .build());
    }

    /** Whether it is armed for just that already: then the first time of arming stays. */
    private static boolean isArmed(Arming arming, Armed wanted) {
        return arming.read() instanceof Arming.Reading.Found found
                && found.armed().installation().equals(wanted.installation())
                && found.armed().promotion().equals(wanted.promotion())
                && found.armed().mode().equals(wanted.mode())
                && found.armed().configuration().equals(wanted.configuration())
                && found.armed().bundle().equals(wanted.bundle());
    }

    private static Outcome disarm(Path workspace) {
        List<Finding> findings = new Arming(workspace).disarm();
        return findings.isEmpty()
                ? new Outcome.Succeeded(JsonObject.of("disarmed", Arming.NAME))
                : new Outcome.Failed(JsonObject.EMPTY, findings);
    }

    private static Outcome failed(Finding finding) {
        return new Outcome.Failed(JsonObject.EMPTY, List.of(finding));
    }
}
