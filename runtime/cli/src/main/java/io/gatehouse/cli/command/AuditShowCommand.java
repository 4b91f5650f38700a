package io.gatehouse.cli.command;

import io.gatehouse.app.review.Moment;
import io.gatehouse.app.review.Point;
import io.gatehouse.app.review.WorkspaceHistory;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.state.PermitRecord;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Waiver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse audit show}: what held at a moment, by the journal alone. */
@Command(
        name = "show",
        description =
                "Shows what held at a moment: environment, people, keys, rules, promotions, permits.")
public final class AuditShowCommand extends Verb {

    @Option(
            names = "--at",
            paramLabel = "DATE|SEQ",
            description =
                    "A number of an event, a time such as 2026-01-31T12:00:00Z, or a date, which"
                            + " means its end in UTC (default: the end of the history).")
    private Optional<String> at = Optional.empty();

    @Override
    public Integer call() throws Exception {
        requireInstallation();
        Point point = point(at);
        try (WorkspaceHistory history = WorkspaceHistory.open(workspace(), now())) {
            Moment moment = Moment.at(history, point);
            Instant then =
                    point instanceof Point.AtTime time
                            ? time.time()
                            : moment.time().orElse(Instant.EPOCH);
            MomentView view = new MomentView(moment, then);
            print(output(), view);
            output().json("gatehouse.audit-show/1", view.json(ExitCodes.ALLOWED));
            return ExitCodes.ALLOWED;
        }
    }

    /** The point that a person named; the end of the history when none was. */
    static Point point(Optional<String> text) throws Unanswerable {
        if (text.isEmpty()) {
            return new Point.AtEnd();
        }
        return Point.parse(text.get()).orElseThrow(() -> Unanswerable.usage(Wording.of("at-form")));
    }

    private static void print(Output output, MomentView view) {
        Moment moment = view.moment();
        if (moment.position().seq() == 0) {
            output.say("moment.before");
            return;
        }
        output.say(
                "moment.position",
                moment.position().seq(),
                moment.position().digest(),
                moment.time().map(Instant::toString).orElse("-"));
        if (moment.unauthenticated() > 0) {
            output.say("status.unauthenticated", moment.unauthenticated());
        }
        output.say(
                "status.environment",
                view.environment().machine(),
                view.environment().since().equals(Instant.EPOCH)
                        ? "-"
                        : view.environment().since());
        view.flags().forEach((flag, value) -> output.line("    " + flag + " = " + value));
        output.say("moment.adoption", view.governance().adoption());
        output.say("moment.people");
        output.table(view.people().stream().map(AuditShowCommand::person).toList());
        output.say("moment.keys");
        output.table(
                view.keys().stream()
                        .map(
                                k ->
                                        List.of(
                                                "    " + k.id(),
                                                k.purpose().value(),
                                                k.algorithm().text(),
                                                k.standingAt(view.then()).name()))
                        .toList());
        output.say("moment.definitions");
        view.governance()
                .gates()
                .forEach((gate, digest) -> output.line("    " + gate + "  " + digest));
        output.say("moment.programs");
        view.governance()
                .commands()
                .forEach((name, digest) -> output.line("    " + name + "  " + digest));
        output.say("moment.rules");
        output.table(
                moment.rules().stream()
                        .map(
                                r ->
                                        List.of(
                                                "    " + r.rule(),
                                                "v" + r.version(),
                                                "#" + r.seq(),
                                                r.build()))
                        .toList());
        promotions(output, view);
        permits(output, view);
    }

    private static List<String> person(io.gatehouse.core.state.Person person) {
        List<String> cells = new ArrayList<>();
        cells.add("    " + person.id());
        cells.add(person.name());
        cells.add(
                person.roles().stream().map(r -> r.code()).collect(Collectors.joining(", "))
                        + (person.revoked() ? " (REVOKED)" : ""));
        cells.add(
                person.keys().stream()
                        .map(
                                k ->
                                        k.id()
                                                + " "
                                                + k.publicKey()
                                                + k.revokedAt()
                                                        .map(t -> " REVOKED " + t)
                                                        .orElse(""))
                        .collect(Collectors.joining("; ")));
        return cells;
    }

    private static void promotions(Output output, MomentView view) {
        output.say("moment.promotions", view.open().size(), view.ended().size());
        List<List<String>> rows = new ArrayList<>();
        view.open().forEach(p -> rows.add(row(p)));
        view.ended().forEach(p -> rows.add(row(p)));
        output.table(rows);
        output.say("moment.waivers", view.waivers().size());
        view.waivers()
                .forEach(
                        (promotion, waivers) -> {
                            for (Waiver waiver : waivers) {
                                output.line(
                                        "    "
                                                + promotion
                                                + "/"
                                                + waiver.step()
                                                + "  "
                                                + waiver.rule()
                                                + "  -> "
                                                + waiver.expires()
                                                + (waiver.isInForceAt(
                                                                view.governance(), view.then())
                                                        ? "  IN FORCE"
                                                        : "  NOT IN FORCE")
                                                + "  "
                                                + waiver.reason());
                            }
                        });
    }

    private static List<String> row(PromotionState p) {
        return List.of(
                "    " + p.id(),
                p.gate().value(),
                p.machine(),
                p.release().id(),
                p.definition().abbreviated(),
                p.touched().toString(),
                p.reason());
    }

    private static void permits(Output output, MomentView view) {
        Optional<PermitRecord> permit = view.permit();
        if (permit.isEmpty()) {
            output.say("status.no-permit");
        } else {
            output.say(
                    "status.permit",
                    permit.get().id(),
                    permit.get().permit().text("expires").orElse("?"));
        }
    }
}
