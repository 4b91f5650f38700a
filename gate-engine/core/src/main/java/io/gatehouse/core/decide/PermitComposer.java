package io.gatehouse.core.decide;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.EnvironmentEvent.PermitIssued;
import io.gatehouse.core.event.EnvironmentEvent.PermitRenewed;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.PermitId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Sealer;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.PermitRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes permits: one installation, one environment, one configuration, one bundle, one end. */
final class PermitComposer {

    private final Sealer sealer;

    PermitComposer(Sealer sealer) {
        this.sealer = sealer;
    }

    /** The event that issues a permit, or why it cannot be signed. */
    record Issue(Optional<PermitIssued> event, List<Finding> findings) {}

    /** The event that renews a lease, or why it cannot be signed. */
    record Renewal(Optional<PermitRenewed> event, List<Finding> findings) {}

    /** Whether a permit is so near its end that a new one takes its place. */
    static boolean isEnding(PermitRecord permit, GateDefinition gate, Instant now) {
        // of a permit that holds shorter than this a new one would be issued in each round
        Duration third = gate.permitValidity().dividedBy(3);
        Duration ahead =
                third.compareTo(Decider.PERMIT_RENEWAL) < 0 ? third : Decider.PERMIT_RENEWAL;
        return permit.permit()
                .text("expires")
                .map(Instant::parse)
                .filter(expires -> now.isBefore(expires.minus(ahead)))
                .isEmpty();
    }

    /** The same permit, its lease counted from now. */
    Renewal renew(Case c, PermitRecord permit) {
        JsonObject bare = permit.permit().without("signature").with("renewed", c.now().toString());
        Sealer.Sealing sealing = sealer.signPermit(bare, c.now());
        if (sealing instanceof Sealer.Sealing.Impossible impossible) {
            return new Renewal(Optional.empty(), impossible.findings());
        }
        JsonObject signed = ((Sealer.Sealing.Sealed) sealing).document();
        return new Renewal(
                Optional.of(
                        new PermitRenewed(
                                permit.id(),
                                c.now(),
                                signed.object("signature").orElse(JsonObject.EMPTY),
                                Digest.of(signed))),
                List.of());
    }

    Issue issue(Case c, Environment environment, GateDefinition gate, GrantRecord grant) {
        JournalPosition position = c.snapshot().position();
        JsonObject.Builder flags = JsonObject.builder();
        gate.grants().flags().forEach(flags::put);
        String name = environment.name().toLowerCase(Locale.ROOT);
        PermitId id = new PermitId("permit-" + name + "-" + (position.seq() + 1));
        JsonObject.Builder permit =
                JsonObject.builder()
                        .put("permit", id.value())
                        .put(
                                "installation",
                                c.state().governance().installation().orElseThrow().value())
                        .put("environment", environment.name())
                        .put("device", c.state().governance().device())
                        .put("configuration", grant.configuration().value())
                        .put("bundle", grant.release().bundle().value())
                        .put("release", grant.release().id())
                        .put("commit", grant.release().commit())
                        .put(
                                "decision",
                                JsonObject.builder()
                                        .put("log", grant.decision().log().value())
                                        .put("index", grant.decision().index())
                                        .put("digest", grant.decision().digest().value())
                                        .build())
                        .put(
                                "journal",
                                JsonObject.builder()
                                        .put("seq", position.seq())
                                        .put("digest", position.digest().value())
                                        .build())
                        .put("status", gate.grants().status())
                        .put("flags", flags.build())
                        .put("limits", gate.limits())
                        .put("issued", c.now().toString())
                        .put("expires", c.now().plus(gate.permitValidity()).toString());
        gate.lease().ifPresent(lease -> permit.put("lease", lease.toString()));
        Sealer.Sealing sealing = sealer.signPermit(permit.build(), c.now());
        if (sealing instanceof Sealer.Sealing.Impossible impossible) {
            return new Issue(Optional.empty(), impossible.findings());
        }
        JsonObject signed = ((Sealer.Sealing.Sealed) sealing).document();
        return new Issue(
                Optional.of(
                        new PermitIssued(
                                new PermitRecord(
                                        id, Digest.of(signed), signed, c.now(), Optional.empty()))),
                List.of());
    }
}
