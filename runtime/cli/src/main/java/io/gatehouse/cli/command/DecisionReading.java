package io.gatehouse.cli.command;

import io.gatehouse.app.query.DecisionBrief;
import io.gatehouse.app.query.Difference;
import io.gatehouse.cli.Output;
import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.Approval;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Waiver;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads out what a signature would stand under. */
final class DecisionReading {

    private final DecisionBrief brief;
    private final PersonId person;
    private final Set<Role> roles;
    private final Optional<Role> role;
    private final Instant now;

    /**
     * @param roles that the person has
     * @param role one of them, in which the person's approval would count; empty when none would
     */
    DecisionReading(
            DecisionBrief brief,
            PersonId person,
            Set<Role> roles,
            Optional<Role> role,
            Instant now) {
        this.brief = brief;
        this.person = person;
        this.roles = roles;
        this.role = role;
        this.now = now;
    }

    void print(Output output) {
        what(output);
        differences(output);
        findings(output);
        signatures(output);
        effect(output);
        output.json("gatehouse.decision-brief/1", json());
    }

    private void what(Output output) {
        PromotionState promotion = brief.promotion();
        output.say(
                "decide.title",
                promotion.id(),
                brief.gate().title().in(output.messages().language()),
                promotion.release().id());
        byte[] bytes =
                CanonicalJson.text(brief.proposal().entry()).getBytes(StandardCharsets.UTF_8);
        output.line("");
        output.say("decide.entry", bytes.length);
        output.line("    " + brief.proposal().digest());
        List<List<String>> rows = new ArrayList<>();
        Difference.flat(brief.proposal().entry())
                .forEach((path, value) -> rows.add(List.of("    " + path, value)));
        output.table(rows);
        output.say("decide.bytes");
        output.line("    " + CanonicalJson.text(brief.proposal().entry()));
        output.line("");
        output.say("decide.evidence", promotion.evidence().size());
        output.line("    " + brief.proposal().evidenceRoot());
        List<List<String>> items = new ArrayList<>();
        for (EvidenceItem item : promotion.evidence().values()) {
            items.add(
                    List.of(
                            "    " + item.step(),
                            item.path(),
                            item.digests().sha384().abbreviated(),
                            item.by()));
        }
        output.table(items);
    }

    private void differences(Output output) {
        output.line("");
        if (brief.before().isEmpty()) {
            output.say("decide.first", brief.gate().to());
            return;
        }
        output.say("decide.against", brief.gate().to(), brief.before().get().id());
        for (Map.Entry<String, List<Difference>> kind : brief.differences().entrySet()) {
            String name = output.messages().text("decide.kind." + kind.getKey());
            if (kind.getValue().isEmpty()) {
                output.say("decide.same", name);
                continue;
            }
            output.say("decide.differs", name, kind.getValue().size());
            for (Difference difference : kind.getValue()) {
                difference
                        .before()
                        .ifPresent(v -> output.line("      - " + difference.path() + ": " + v));
                difference
                        .after()
                        .ifPresent(v -> output.line("      + " + difference.path() + ": " + v));
            }
        }
        brief.incomparable()
                .forEach(
                        (kind, why) ->
                                output.say(
                                        "decide.incomparable",
                                        output.messages().text("decide.kind." + kind),
                                        why));
    }

    private void findings(Output output) {
        output.line("");
        List<Finding> open = brief.findings();
        boolean signatures = open.stream().allMatch(Finding::pending);
        output.say(
                open.isEmpty()
                        ? "decide.no-findings"
                        : signatures ? "decide.only-signatures" : "decide.findings",
                open.size());
        output.findings(open);
        List<Finding> other = brief.notCounted();
        if (!other.isEmpty()) {
            output.say("decide.not-counted", other.size());
            output.findings(other);
        }
        for (Waiver waiver : brief.promotion().waivers()) {
            output.say(
                    waiver.isInForceAt(brief.governance(), now)
                            ? "decide.waiver"
                            : "decide.waiver-not",
                    waiver.step(),
                    waiver.rule(),
                    waiver.reason(),
                    waiver.expires(),
                    waiver.signers().entrySet().stream()
                            .map(e -> e.getKey().code() + " " + e.getValue().person())
                            .collect(Collectors.joining(", ")));
        }
    }

    private void signatures(Output output) {
        output.line("");
        output.say("decide.signed");
        PromotionState promotion = brief.promotion();
        boolean any = false;
        for (var step : brief.gate().steps()) {
            for (var signOff : promotion.step(step.id()).signOffs()) {
                any = true;
                output.line(
                        "    "
                                + step.id()
                                + ": "
                                + signOff.role().code()
                                + " "
                                + signOff.person()
                                + "  "
                                + signOff.at());
            }
        }
        for (Approval approval : promotion.approvals()) {
            any = true;
            output.say(
                    "show.approval",
                    approval.role().code(),
                    approval.signed().person(),
                    approval.at(),
                    approval.expires());
        }
        if (!any) {
            output.say("decide.nobody");
        }
    }

    private void effect(Output output) {
        GateDefinition gate = brief.gate();
        output.line("");
        if (role.isPresent()) {
            output.say(
                    "decide.effect", person, role.get().code(), now.plus(gate.approvalValidity()));
        } else {
            output.say(
                    roles.isEmpty() ? "decide.effect-stranger" : "decide.effect-none",
                    person,
                    String.join(", ", roles.stream().map(Role::code).sorted().toList()));
        }
        for (ApprovalRequirement requirement : gate.approvals()) {
            long given =
                    brief.promotion().approvals().stream()
                            .filter(a -> requirement.anyOf().contains(a.role()))
                            .count();
            output.say(
                    "decide.requirement",
                    requirement.count(),
                    String.join(" | ", requirement.anyOf().stream().map(Role::code).toList()),
                    given);
        }
        if (gate.movesEnvironment()) {
            output.say("decide.move", gate.from(), gate.to(), gate.permitValidity());
            gate.lease().ifPresent(lease -> output.say("decide.lease", lease));
        } else {
            output.say("decide.stays", gate.grants().status());
        }
        gate.grants().flags().forEach((flag, value) -> output.line("    " + flag + " = " + value));
        separation(output);
        output.line("");
    }

    /** Said before a passphrase is asked; the engine decides, and refuses in the journal. */
    private void separation(Output output) {
        PromotionState promotion = brief.promotion();
        if (roles.contains(Role.COMPLIANCE)) {
            output.say("decide.may-reject", person);
        }
        if (brief.gate().separation().approverDiffersFromRequester()
                && promotion.requester().equals(person)) {
            output.say("decide.is-requester", person);
        }
        if (brief.gate().separation().approverDiffersFromPreparer()
                && promotion.isPreparer(person)) {
            output.say("decide.is-preparer", person);
        }
        if (promotion.approvals().stream().anyMatch(a -> a.signed().person().equals(person))) {
            output.say("decide.has-signed", person);
        }
    }

    private JsonObject json() {
        JsonObject.Builder differences = JsonObject.builder();
        brief.differences()
                .forEach(
                        (kind, list) ->
                                differences.put(
                                        kind, list.stream().map(Difference::toJson).toList()));
        JsonObject.Builder incomparable = JsonObject.builder();
        brief.incomparable().forEach(incomparable::put);
        return JsonObject.builder()
                .put("promotion", brief.promotion().id().value())
                .put("gate", brief.gate().id().value())
                .put("entry", brief.proposal().entry())
                .put("signs", CanonicalJson.text(brief.proposal().entry()))
                .put("digest", brief.proposal().digest().value())
                .put("evidence_root", brief.proposal().evidenceRoot().value())
                .put("definition", brief.gate().digest().value())
                .put("last_permit", brief.before().map(p -> p.id().value()).orElse(""))
                .put("differences", differences.build())
                .put("incomparable", incomparable.build())
                .put("findings", Output.toJson(brief.findings()))
                .put("not_counted", Output.toJson(brief.notCounted()))
                .put("valid_until", now.plus(brief.gate().approvalValidity()).toString())
                .build();
    }
}
