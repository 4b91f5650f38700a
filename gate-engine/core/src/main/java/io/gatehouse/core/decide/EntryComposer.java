package io.gatehouse.core.decide;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Grant;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.port.Sealer;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.state.Approval;
import io.gatehouse.core.state.LogState;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Proposal;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;

/**
 * Writes the entries of the decision logs (plan, "Decision log – schemat wpisu").
 *
 * <p>The proposed entry is what persons approve. Sealing adds their approvals, the digest of the
 * proposal and the journal position, then the signatures; nothing of the proposal changes.
 */
final class EntryComposer {

    private EntryComposer() {}

    /**
     * The entry that approvals sign: every artefact by its digest, every flag as the gate grants
     * it, and what the steps' rules say they found.
     *
     * @param results of the rules of all steps, in definition order
     */
    static JsonObject propose(
            Case c, GateDefinition gate, PromotionState promotion, List<RuleResult> results) {
        JsonObject.Builder flags = JsonObject.builder();
        gate.grants().flags().forEach(flags::put);
        return JsonObject.builder()
                .put("kind", "decision")
                .put("stage", gate.stage())
                .put("status", gate.grants().status())
                .put("artefacts", artefacts(gate, promotion))
                .put("runtime_flags", flags.build())
                .put("installation", installation(c))
                .put("gate", gate.id().value())
                .put("promotion", promotion.id().value())
                .put("requester", promotion.requester().value())
                .put("definition", promotion.definition().value())
                .put("evidence_root", promotion.evidenceRoot().value())
                .put("release", release(promotion))
                .putAll(EntryFacts.of(results, promotion, c.state().governance(), c.now()))
                .build();
    }

    private static String installation(Case c) {
        return c.state().governance().installation().orElseThrow().value();
    }

    private static JsonObject release(PromotionState promotion) {
        return JsonObject.builder()
                .put("id", promotion.release().id())
                .put("bundle", promotion.release().bundle().value())
                .put("commit", promotion.release().commit())
                .build();
    }

    /** In the definition's order; a second file of one artefact gets {@code .2} behind the name. */
    private static JsonObject artefacts(GateDefinition gate, PromotionState promotion) {
        TreeMap<String, JsonValue> members = new TreeMap<>();
        for (StepDefinition step : gate.steps()) {
            for (EvidenceItem item : promotion.evidenceOf(step.id())) {
                String name =
                        step.artefact(item.artefact())
                                .map(a -> a.memberName())
                                .orElse(item.artefact().value());
                String free = name;
                for (int n = 2; members.containsKey(free); n++) {
                    free = name + "." + n;
                }
                members.put(free, JsonValue.of(item.digests().sha384().value()));
            }
        }
        return new JsonObject(members);
    }

    /**
     * The approved entry with what sealing adds before the signatures. Its time is that of sealing,
     * so it stands outside the proposal (ADR 0021).
     */
    static JsonObject complete(
            Case c, Proposal proposal, List<Approval> approvals, JsonObject journal) {
        List<JsonValue> rows =
                approvals.stream()
                        .map(
                                a ->
                                        (JsonValue)
                                                JsonObject.builder()
                                                        .put("role", a.role().code())
                                                        .put("person", a.signed().person().value())
                                                        .put("key", a.signed().key().value())
                                                        .put("statement", a.signed().statement())
                                                        .put("signature", a.signed().signature())
                                                        .build())
                        .toList();
        return proposal.entry()
                .with("timestamp", c.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .with("proposal", proposal.digest().value())
                .with("approvals", new JsonArray(rows))
                .with("journal", journal);
    }

    /**
     * Where a line stands in the journal.
     *
     * @param ahead how many lines of the same group come before it
     */
    static JsonObject journal(JournalPosition position, int ahead) {
        return JsonObject.builder()
                .put("seq", position.seq() + 1 + ahead)
                .put("prev", position.digest().value())
                .build();
    }

    /** A line that takes a granted status back, with the flags that hold from now on. */
    static Sealer.Sealing revoke(
            Case c,
            Sealer sealer,
            LogState log,
            String stage,
            String status,
            Environment remaining,
            String revokes,
            String reason,
            int ahead) {
        JsonObject entry =
                JsonObject.builder()
                        .put("timestamp", c.now().truncatedTo(ChronoUnit.MILLIS).toString())
                        .put("kind", "revocation")
                        .put("stage", stage)
                        .put("status", status)
                        .put("artefacts", JsonObject.of("revokes", revokes))
                        .put(
                                "runtime_flags",
                                JsonObject.builder()
                                        .put(
                                                Grant.REQUIRE_DEMO_MODE,
                                                remaining.isLowerThan(Environment.PAPER))
                                        .put(Grant.COMPLIANCE_CONFIRMED, false)
                                        .build())
                        .put("installation", installation(c))
                        .put("reason", reason.isBlank() ? "none given" : reason)
                        .put("journal", journal(c.snapshot().position(), ahead))
                        .build();
        return sealer.sealLine(
                entry, List.of("engine"), log.name(), log.length() + 1, log.last(), c.now());
    }

    /** A line that states or corrects something, signed by the engine alone. */
    static Sealer.Sealing fact(
            Case c, Sealer sealer, LogState log, String stage, JsonObject draft) {
        JsonObject entry =
                draft.with("timestamp", c.now().truncatedTo(ChronoUnit.MILLIS).toString())
                        .with("stage", stage)
                        .with("installation", installation(c))
                        .with("journal", journal(c.snapshot().position(), 0));
        return sealer.sealLine(
                entry, List.of("engine"), log.name(), log.length() + 1, log.last(), c.now());
    }

    static LineAppended appended(LogName log, long index, JsonObject line) {
        return new LineAppended(log, index, line, Digest.of(line));
    }
}
