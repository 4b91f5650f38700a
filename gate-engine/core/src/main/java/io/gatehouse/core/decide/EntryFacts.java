package io.gatehouse.core.decide;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Proposal;
import io.gatehouse.core.state.Waiver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an entry names besides digests (plan, note under "Bramki decyzyjne", and ADR 0024): runs of
 * continuous integration, licensed devices, and the waivers in force. A member that would be empty
 * is absent.
 */
final class EntryFacts {

    private static final String DETAILS = "details";
    private static final String WAIVERS = "waivers";
    private static final List<String> NAMES = List.of(RuleResult.CI, DETAILS, WAIVERS);

    private EntryFacts() {}

    /**
     * The members.
     *
     * @param results of the steps' rules in definition order; those that did not pass say nothing
     */
    static JsonObject of(
            List<RuleResult> results,
            PromotionState promotion,
            GovernanceState governance,
            Instant at) {
        TreeMap<String, JsonValue> members = new TreeMap<>();
        JsonArray runs = gather(results, RuleResult.CI);
        if (!runs.values().isEmpty()) {
            members.put(RuleResult.CI, runs);
        }
        JsonArray devices = gather(results, RuleResult.DEVICES);
        if (!devices.values().isEmpty()) {
            members.put(DETAILS, JsonObject.of(RuleResult.DEVICES, devices));
        }
        List<JsonValue> waivers = new ArrayList<>();
        promotion.waivers().stream()
                .filter(waiver -> waiver.isInForceAt(governance, at))
                .forEach(waiver -> waivers.add(row(waiver)));
        if (!waivers.isEmpty()) {
            members.put(WAIVERS, new JsonArray(waivers));
        }
        return new JsonObject(members);
    }

    /** Distinct, in the order in which the rules ran. */
    private static JsonArray gather(List<RuleResult> results, String fact) {
        Set<JsonValue> all = new LinkedHashSet<>();
        for (RuleResult result : results) {
            Optional<JsonValue> found =
                    Optional.of(result)
                            .filter(r -> r.verdict() == Verdict.PASS)
                            .flatMap(r -> r.facts().find(fact));
            // A fact of another form is passed on as it is: the sealer refuses it, nobody loses it.
            found.ifPresent(
                    value ->
                            all.addAll(
                                    value instanceof JsonArray list
                                            ? list.values()
                                            : List.of(value)));
        }
        return new JsonArray(List.copyOf(all));
    }

    private static JsonObject row(Waiver waiver) {
        TreeMap<String, JsonValue> signers = new TreeMap<>();
        waiver.signers()
                .forEach(
                        (role, signature) ->
                                signers.put(
                                        role.code(), new JsonString(signature.person().value())));
        return JsonObject.builder()
                .put("step", waiver.step().value())
                .put("rule", waiver.rule().value())
                .put("reason", waiver.reason())
                .put("expires", waiver.expires().toString())
                .put("signers", new JsonObject(signers))
                .build();
    }

    /**
     * What the entry that persons approved says otherwise than the rules say now. Equal evidence
     * can give other facts when time has passed or the installation has changed; the persons agreed
     * to the earlier ones.
     */
    static List<Finding> against(
            Subject subject, List<RuleResult> results, GovernanceState governance, Instant at) {
        Optional<Proposal> proposal = subject.promotion().proposal();
        if (proposal.isEmpty()) {
            return List.of(Findings.state(subject.name(), "a proposed entry", "none"));
        }
        JsonObject now = of(results, subject.promotion(), governance, at);
        List<Finding> findings = new ArrayList<>();
        for (String name : NAMES) {
            Optional<JsonValue> approved = proposal.get().entry().find(name);
            Optional<JsonValue> found = now.find(name);
            if (!approved.equals(found)) {
                findings.add(
                        Finding.of(
                                Findings.APPROVAL,
                                "facts-differ",
                                subject.name() + "/" + name,
                                text(approved),
                                text(found),
                                "reopen the step that it belongs to, so that the entry is proposed and"
                                        + " approved anew"));
            }
        }
        return findings;
    }

    private static String text(Optional<JsonValue> value) {
        String text = value.map(CanonicalJson::text).orElse("none");
        return text.length() > 400 ? text.substring(0, 400) + " ..." : text;
    }
}
