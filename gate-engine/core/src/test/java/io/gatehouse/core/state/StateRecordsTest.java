package io.gatehouse.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PermitId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.ActionState.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StateRecordsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private static EnvironmentState standing(String machine) {
        return new EnvironmentState(
                machine,
                NOW,
                "",
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void shouldBeInNoEnvironmentWhileHalted() {
        assertThat(standing("PAPER").isHalted()).isFalse();
        assertThat(standing("PAPER").current()).isEqualTo(Environment.PAPER);
        assertThat(standing("PAPER").standing()).isEqualTo(Environment.PAPER);
        assertThat(standing("HALTED:PAPER").isHalted()).isTrue();
        assertThat(standing("HALTED:PAPER").current()).isEqualTo(Environment.NONE);
        assertThat(standing("HALTED:PAPER").standing()).isEqualTo(Environment.PAPER);
    }

    @Test
    void shouldNameAReleaseWithinItsLimits() {
        String commit = "a".repeat(40);
        assertThat(new Release("x", Digest.ZERO, commit).id()).isEqualTo("x");
        assertThat(new Release("x".repeat(100), Digest.ZERO, "0".repeat(64)).id()).hasSize(100);
        for (String id : List.of("", " ", "x".repeat(101))) {
            assertThatThrownBy(() -> new Release(id, Digest.ZERO, commit))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String other : List.of("", "main", "a".repeat(39), "A".repeat(40), "a".repeat(41))) {
            assertThatThrownBy(() -> new Release("x", Digest.ZERO, other))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldRenewThePermitOfThatDigestOnly() {
        JsonObject signature = JsonObject.of("value", "s");
        PermitRecord permit =
                new PermitRecord(
                        new PermitId("p"),
                        Digest.ZERO,
                        JsonObject.of("environment", "LIVE").with("signature", "old"),
                        NOW,
                        Optional.empty());
        JsonObject renewed =
                JsonObject.of("environment", "LIVE")
                        .with("renewed", "2026-03-02T08:01:00Z")
                        .with("signature", signature);
        Instant at = NOW.plusSeconds(60);

        assertThat(permit.renewedAt(at, signature, Digest.of(renewed)))
                .isEqualTo(
                        new PermitRecord(
                                new PermitId("p"),
                                Digest.of(renewed),
                                renewed,
                                NOW,
                                Optional.empty()));
        assertThatThrownBy(() -> permit.renewedAt(at, signature, Digest.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(permit.revokedAt(at).revoked()).contains(at);
        assertThat(permit.revokedAt(at).permit()).isEqualTo(permit.permit());
    }

    @Test
    void shouldNameAggregatesOfTheirKindsOnly() {
        assertThat(AggregateId.of(new PromotionId("p-1"))).hasToString("promotion/p-1");
        assertThat(AggregateId.of(new LogName("demo"))).hasToString("log/demo");
        assertThat(AggregateId.GOVERNANCE).isLessThan(AggregateId.LEDGER);
        assertThat(AggregateId.LEDGER).isGreaterThan(AggregateId.ENVIRONMENT);
        for (String other : List.of("", "promotion/", "promotion/A", "log", "ledger/1", "x")) {
            assertThatThrownBy(() -> new AggregateId(other))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldForgetWhatWasSignedWhenAStepIsReset() {
        ActionState action = new ActionState("key", 3, Phase.INTENDED, NOW);
        StepState state = StepState.NEW.withAction(action).withFacts(JsonObject.of("a", 1));
        assertThat(state.attempt()).isEqualTo(3);
        assertThat(state.action()).contains(action);
        assertThat(state.facts()).isEqualTo(JsonObject.of("a", 1));
        assertThat(state.reset())
                .isEqualTo(new StepState(3, Optional.empty(), List.of(), JsonObject.EMPTY));
        assertThat(action.to(Phase.STARTED, NOW.plusSeconds(1)))
                .isEqualTo(new ActionState("key", 3, Phase.STARTED, NOW.plusSeconds(1)));
    }

    @Test
    void shouldCountEveryRequestOnce() {
        assertThat(new LedgerState(3, 4, 1, NOW, new TreeMap<>()).requests()).isEqualTo(7);
        assertThat(LogState.empty(new LogName("demo")))
                .isEqualTo(new LogState(new LogName("demo"), 0, Digest.ZERO));
    }
}
