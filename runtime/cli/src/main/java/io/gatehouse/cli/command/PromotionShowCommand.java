package io.gatehouse.cli.command;

import io.gatehouse.app.query.Assessments;
import io.gatehouse.app.query.NextAct;
import io.gatehouse.app.query.NextActs;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code gatehouse promotion show}: one promotion, and with {@code --diff} what is to be signed.
 */
@Command(
        name = "show",
        description =
                "Shows a promotion; with --diff the exact entry, what differs from the last decision, and the changes of the configuration.")
public final class PromotionShowCommand extends PromotionVerb {

    @Option(
            names = "--diff",
            description =
                    "The exact bytes to be signed, what differs from the last decision, and the changes of the configuration.")
    private boolean diff;

    @Override
    public Integer call() throws Exception {
        Assessments assessments = new Assessments();
        ReadOnlyInstallation installation = read(assessments);
        PromotionState promotion = Promotions.find(installation, id().value());
        Optional<GateDefinition> gate = installation.state().definition(promotion.definition());
        Output output = output();
        output.say(
                "show.title",
                promotion.id(),
                promotion.gate(),
                promotion.release().id(),
                promotion.machine());
        output.table(
                List.of(
                        List.of("  requester", promotion.requester().value()),
                        List.of("  opened", promotion.opened().toString()),
                        List.of("  bundle", promotion.release().bundle().value()),
                        List.of("  commit", promotion.release().commit()),
                        List.of("  definition", promotion.definition().value()),
                        List.of("  evidence root", promotion.evidenceRoot().value()),
                        List.of("  preparers", String.join(", ", promotion.preparers()))));
        gate.ifPresent(g -> steps(output, promotion, g));
        promotion
                .approvals()
                .forEach(
                        a ->
                                output.say(
                                        "show.approval",
                                        a.role().code(),
                                        a.signed().person(),
                                        a.at(),
                                        a.expires()));
        assessments
                .of(promotion.id())
                .filter(a -> a.verdict() != Verdict.PASS && !promotion.isFinal())
                .ifPresent(
                        a -> {
                            output.say("show.assessed", a.step(), a.verdict(), a.asOf());
                            a.results().forEach(r -> output.findings(r.findings()));
                        });
        if (!promotion.reason().isEmpty()) {
            output.line("  " + promotion.reason());
        }
        if (diff) {
            diff(output, installation, promotion);
            configuration(installation, promotion).ifPresent(found -> found.print(output));
        } else {
            NextCommand.print(output, new NextActs(installation.state()).of(promotion));
        }
        output.json("gatehouse.promotion/1", json(installation, promotion));
        return ExitCodes.ALLOWED;
    }

    private static void steps(Output output, PromotionState promotion, GateDefinition gate) {
        List<List<String>> rows = new ArrayList<>();
        for (StepDefinition step : gate.steps()) {
            String phase =
                    GateMachine.isAt(promotion.machine(), step.id())
                            ? promotion.machine().substring(step.id().value().length() + 1)
                            : GateMachine.isAccepted(gate, promotion.machine(), step.id())
                                    ? "ACCEPTED"
                                    : "-";
            rows.add(
                    List.of(
                            "  " + step.id(),
                            phase,
                            step.responsible().code(),
                            step.title().in(output.messages().language()),
                            promotion.evidenceOf(step.id()).size() + "",
                            String.join(
                                    ", ",
                                    promotion.step(step.id()).signOffs().stream()
                                            .map(s -> s.role().code() + ":" + s.person())
                                            .toList())));
        }
        output.table(rows);
    }

    /** What is signed, byte for byte, and every member that the last decision said otherwise. */
    private static void diff(
            Output output, ReadOnlyInstallation installation, PromotionState promotion) {
        if (promotion.proposal().isEmpty()) {
            output.say("show.no-proposal");
            return;
        }
        Proposal proposal = promotion.proposal().get();
        output.say("show.entry", proposal.digest());
        output.line(CanonicalJson.text(proposal.entry()));
        Optional<JsonObject> last = Promotions.lastDecision(installation, promotion);
        if (last.isEmpty()) {
            output.say("show.first-decision");
            return;
        }
        output.say("show.compared", last.get().text("promotion").orElse("?"));
        output.table(EntryDiff.between(last.get(), proposal.entry()));
    }

    private Optional<ConfigurationDiff> configuration(
            ReadOnlyInstallation installation, PromotionState promotion) {
        return ConfigurationDiff.of(workspace(), installation.state(), promotion);
    }

    private JsonObject json(ReadOnlyInstallation installation, PromotionState promotion) {
        JsonObject.Builder out =
                JsonObject.builder().put("promotion", RecordCodec.encode(promotion));
        promotion.proposal().ifPresent(p -> out.put("signs", CanonicalJson.text(p.entry())));
        Promotions.lastDecision(installation, promotion)
                .ifPresent(last -> out.put("last_decision", last));
        configuration(installation, promotion)
                .filter(found -> diff)
                .ifPresent(
                        found ->
                                out.put(
                                        "configuration",
                                        JsonObject.builder()
                                                .put("before", found.before().value())
                                                .put("after", found.after().value())
                                                .put("changes", found.diff().toJson())
                                                .build()));
        return out.put(
                        "next",
                        new NextActs(installation.state())
                                .of(promotion).stream().map(NextAct::toJson).toList())
                .build();
    }
}
