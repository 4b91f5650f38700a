package io.gatehouse.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.port.MacClaim;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answers that contradict themselves, or that no entry could carry, cannot be made. */
class RuleResultTest {

    private static final RuleId RULE = new RuleId("switch");
    private static final Finding FINDING = Finding.of("switch", "fail", "s", "e", "o", "r");

    private static RuleResult result(Verdict verdict, Finding... findings) {
        return new RuleResult(RULE, 1, verdict, List.of(findings), List.of());
    }

    private static RuleResult passWith(JsonObject facts) {
        return new RuleResult(RULE, 1, Verdict.PASS, List.of(), List.of(), facts);
    }

    private static MacClaim claim(String purpose) {
        byte[] bytes = {1};
        return new MacClaim(purpose, Optional.empty(), "HMAC-SHA384", bytes, bytes, Instant.EPOCH);
    }

    @Test
    void shouldPassExactlyWithoutFindings() {
        assertThat(result(Verdict.PASS).findings()).isEmpty();
        assertThatThrownBy(() -> result(Verdict.PASS, FINDING))
                .isInstanceOf(IllegalArgumentException.class);
        for (Verdict other : List.of(Verdict.NOT_APPLICABLE, Verdict.FAIL, Verdict.ERROR)) {
            assertThat(result(other, FINDING).verdict()).isEqualTo(other);
            assertThatThrownBy(() -> result(other)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldTakeFactsUpToTheirLimitsAndOfAPassOnly() {
        // {"a":"xxx"} is eight characters and the text
        JsonObject longest = JsonObject.of("a", "x".repeat(100_000 - 8));
        assertThat(passWith(longest).facts()).isEqualTo(longest);
        assertThatThrownBy(() -> passWith(JsonObject.of("a", "x".repeat(100_000 - 7))))
                .isInstanceOf(IllegalArgumentException.class);
        JsonValue deep = JsonObject.EMPTY;
        for (int i = 1; i < 8; i++) {
            deep = JsonObject.of("a", deep);
        }
        JsonObject deepest = (JsonObject) deep;
        assertThat(passWith(deepest).facts().depth()).isEqualTo(8);
        assertThatThrownBy(() -> passWith(JsonObject.of("a", deepest)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                new RuleResult(
                                        RULE,
                                        1,
                                        Verdict.FAIL,
                                        List.of(FINDING),
                                        List.of(),
                                        JsonObject.of("ci", 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKeepAsManyCodesAsARunMayAskAndNoMore() {
        MacRecord record = new MacRecord(Digest.ZERO, MacAnswer.VALID);
        RuleResult asked =
                result(Verdict.PASS).withMacs(Collections.nCopies(RuleResult.MAX_MACS, record));
        assertThat(asked.macs()).hasSize(1_000).containsOnly(record);
        assertThatThrownBy(
                        () ->
                                result(Verdict.PASS)
                                        .withMacs(
                                                Collections.nCopies(
                                                        RuleResult.MAX_MACS + 1, record)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldBePendingWhenPersonsCanSettleEveryFinding() {
        assertThat(result(Verdict.FAIL, FINDING.asPending()).isPending()).isTrue();
        assertThat(result(Verdict.FAIL, FINDING.asPending(), FINDING).isPending()).isFalse();
        assertThat(result(Verdict.ERROR, FINDING.asPending()).isPending()).isFalse();
        assertThat(result(Verdict.PASS).isPending()).isFalse();
    }

    @Test
    void shouldChangeOneMemberOfAFinding() {
        assertThat(FINDING.pending()).isFalse();
        assertThat(FINDING.asPending())
                .isEqualTo(new Finding(RULE, "fail", "s", "e", "o", "r", "", true));
        assertThat(FINDING.asPending().at("RB-2.3"))
                .isEqualTo(new Finding(RULE, "fail", "s", "e", "o", "r", "RB-2.3", true));
    }

    @Test
    void shouldTakeTheWorstOfSomeVerdictsAndAnErrorOfNone() {
        assertThat(Verdict.worst(List.of())).isEqualTo(Verdict.ERROR);
        assertThat(Verdict.worst(List.of(Verdict.PASS, Verdict.PASS))).isEqualTo(Verdict.PASS);
        assertThat(Verdict.worst(List.of(Verdict.NOT_APPLICABLE, Verdict.PASS)))
                .isEqualTo(Verdict.NOT_APPLICABLE);
        assertThat(Verdict.worst(List.of(Verdict.FAIL, Verdict.NOT_APPLICABLE)))
                .isEqualTo(Verdict.FAIL);
        assertThat(Verdict.worst(List.of(Verdict.FAIL, Verdict.ERROR, Verdict.PASS)))
                .isEqualTo(Verdict.ERROR);
    }

    @Test
    void shouldAnswerFromTheRecordWhatWasAskedThenAndNothingElse() {
        MacClaim asked = claim("bundle");
        MacRecord valid = new MacRecord(asked.digest(), MacAnswer.VALID);
        MacRecord invalid = new MacRecord(asked.digest(), MacAnswer.INVALID);

        assertThat(new RecordedMacs(List.of(valid, valid)).verify(asked))
                .isEqualTo(MacAnswer.VALID);
        assertThat(new RecordedMacs(List.of(invalid)).verify(asked)).isEqualTo(MacAnswer.INVALID);
        assertThat(new RecordedMacs(List.of(valid, invalid)).verify(asked))
                .isEqualTo(MacAnswer.UNAVAILABLE);
        assertThat(new RecordedMacs(List.of(valid)).verify(claim("licence")))
                .isEqualTo(MacAnswer.UNAVAILABLE);
    }
}
