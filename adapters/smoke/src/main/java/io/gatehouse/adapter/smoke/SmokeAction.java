package io.gatehouse.adapter.smoke;

import io.gatehouse.adapter.smoke.job.Refusal;
import io.gatehouse.adapter.smoke.job.SmokeEnd;
import io.gatehouse.adapter.smoke.job.SmokeJob;
import io.gatehouse.adapter.smoke.job.SmokeOptions;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.rule.Finding;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Runs a smoke and leaves its report as evidence (runbook 1.3 and 2.4).
 *
 * <p>The action succeeds when a report was written, whatever it says: the rule {@code smoke-pass}
 * judges it. It fails when there is nothing to report on. Equal files and options give equal
 * figures, so a lost run may be repeated. Thread-safe.
 */
public final class SmokeAction implements GateAction {

    public static final AdapterId ID = new AdapterId("smoke");

    private final InstantSource clock;

    public SmokeAction(InstantSource clock) {
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
        return SmokeOptions.faults(with);
    }

    @Override
    public Outcome run(Request request) {
        List<String> faults = lint(request.parameters());
        if (!faults.isEmpty()) {
            return failed(
                    List.of(
                            SmokeCode.BAD_PARAMETERS.at(
                                    ID.value(), "parameters as documented", faults.get(0))));
        }
        Instant begin = clock.instant();
        try {
            SmokeEnd end =
                    SmokeJob.run(
                            request.workspace(),
                            new SmokeOptions(request.parameters()),
                            begin.truncatedTo(ChronoUnit.SECONDS));
            if (clock.instant().isAfter(begin.plus(request.timeout()))) {
                // what took longer than allowed was perhaps stopped and asked again meanwhile
                return new Outcome.Lost("the time was over before the report was written");
            }
            return new Outcome.Succeeded(end.facts());
        } catch (Refusal e) {
            return failed(e.findings());
        }
    }

    private static Outcome failed(List<Finding> findings) {
        return new Outcome.Failed(JsonObject.EMPTY, findings);
    }
}
