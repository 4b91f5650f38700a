package io.gatehouse.cli.command;

import io.gatehouse.app.review.Moment;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Grant;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.state.EnvironmentState;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.PermitRecord;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Waiver;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A moment as people and programs are shown it.
 *
 * @param then the time at which standing and expiry are judged
 */
record MomentView(Moment moment, Instant then) {

    /** The demo block: what a runtime assumes where no environment is in force (ADR 0004). */
    private static final SortedMap<String, Boolean> DEFAULT_FLAGS =
            new TreeMap<>(
                    java.util.Map.of(
                            Grant.REQUIRE_DEMO_MODE, true, Grant.COMPLIANCE_CONFIRMED, false));

    GovernanceState governance() {
        return moment.state().governance();
    }

    EnvironmentState environment() {
        return moment.state().environment();
    }

    Collection<Person> people() {
        return governance().people().values();
    }

    List<KeyEntry> keys() {
        return moment.keys().map(ring -> ring.keys()).orElse(List.of());
    }

    /** The runtime flags by the definition that granted the environment in force. */
    SortedMap<String, Boolean> flags() {
        return Optional.ofNullable(environment().grants().get(environment().current()))
                .map(GrantRecord::definition)
                .flatMap(moment.state()::definition)
                .map(GateDefinition::grants)
                .map(Grant::flags)
                .orElse(DEFAULT_FLAGS);
    }

    List<PromotionState> open() {
        return moment.state().promotions().stream().filter(p -> !p.isFinal()).toList();
    }

    List<PromotionState> ended() {
        return moment.state().promotions().stream().filter(PromotionState::isFinal).toList();
    }

    /** Waivers of promotions that had not ended, by promotion. */
    SortedMap<String, List<Waiver>> waivers() {
        TreeMap<String, List<Waiver>> waivers = new TreeMap<>();
        for (PromotionState promotion : open()) {
            if (!promotion.waivers().isEmpty()) {
                waivers.put(promotion.id().value(), promotion.waivers());
            }
        }
        return waivers;
    }

    /** The permit in force: neither taken back nor run out. */
    Optional<PermitRecord> permit() {
        return environment()
                .permit()
                .filter(p -> p.revoked().isEmpty())
                .filter(p -> expires(p).map(then::isBefore).orElse(false));
    }

    private static Optional<Instant> expires(PermitRecord permit) {
        try {
            return permit.permit().text("expires").map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    JsonObject json(int exit) {
        JsonObject.Builder gates = JsonObject.builder();
        governance().gates().forEach((gate, digest) -> gates.put(gate.value(), digest.value()));
        JsonObject.Builder programs = JsonObject.builder();
        governance().commands().forEach((name, digest) -> programs.put(name, digest.value()));
        JsonObject.Builder flags = JsonObject.builder();
        flags().forEach(flags::put);
        JsonObject.Builder view =
                JsonObject.builder()
                        .put("exit", exit)
                        .put("as_of", then.toString())
                        .put(
                                "journal",
                                JsonObject.builder()
                                        .put("seq", moment.position().seq())
                                        .put("digest", moment.position().digest().value())
                                        .build())
                        .put("root", moment.root().value())
                        .put("unauthenticated_groups", moment.unauthenticated())
                        .put(
                                "installation",
                                governance().installation().map(Object::toString).orElse(""))
                        .put("engine_key", governance().engineKey())
                        .put("environment", environment().machine())
                        .put("since", environment().since().toString())
                        .put("flags", flags.build())
                        .put("adoption", governance().adoption().value())
                        .put("people", people().stream().map(RecordCodec::encode).toList())
                        .put("keys", keys().stream().map(this::key).toList())
                        .put("definitions", gates.build())
                        .put("programs", programs.build())
                        .put("rules", moment.rules().stream().map(MomentView::rule).toList())
                        .put("open_promotions", open().stream().map(MomentView::promotion).toList())
                        .put(
                                "ended_promotions",
                                ended().stream().map(MomentView::promotion).toList());
        permit().ifPresent(p -> view.put("permit", p.permit()));
        return view.build();
    }

    private JsonObject key(KeyEntry key) {
        JsonObject.Builder members =
                JsonObject.builder()
                        .put("id", key.id().value())
                        .put("purpose", key.purpose().value())
                        .put("algorithm", key.algorithm().text())
                        .put("standing", key.standingAt(then).name());
        key.publicKey().ifPresent(p -> members.put("public_key", p.text()));
        return members.build();
    }

    private static JsonObject rule(Moment.RuleSeen rule) {
        return JsonObject.builder()
                .put("rule", rule.rule().value())
                .put("version", rule.version())
                .put("verdict", rule.seq())
                .put("build", rule.build())
                .build();
    }

    private static JsonObject promotion(PromotionState p) {
        return JsonObject.builder()
                .put("promotion", p.id().value())
                .put("gate", p.gate().value())
                .put("definition", p.definition().value())
                .put("release", RecordCodec.encode(p.release()))
                .put("requester", p.requester().value())
                .put("state", p.machine())
                .put("opened", p.opened().toString())
                .put("touched", p.touched().toString())
                .put("reason", p.reason())
                .put(
                        "waivers",
                        p.waivers().stream().map(w -> (JsonValue) RecordCodec.encode(w)).toList())
                .build();
    }
}
