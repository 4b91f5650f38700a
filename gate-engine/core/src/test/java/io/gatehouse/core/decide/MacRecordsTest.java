package io.gatehouse.core.decide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.PromotionEvent.Assessed;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.port.MacClaim;
import io.gatehouse.core.port.MacVerifier;
import io.gatehouse.core.rule.MacRecord;
import io.gatehouse.core.rule.RecordedMacs;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.testkit.TestRules;
import io.gatehouse.core.testkit.World;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MacRecordsTest {

    private static final StepId WORK = new StepId("work");
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private final World world = World.founded(new PlainBox());

    @Test
    void shouldRecordEachCodeOnceWithItsAnswer() {
        Assessed assessed = assess("coded report");

        assertThat(assessed.verdict()).isEqualTo(Verdict.PASS);
        assertThat(macs(assessed)).extracting(MacRecord::answer).containsExactly(MacAnswer.VALID);
    }

    @Test
    void shouldRecordTheAnswerThatLedToARefusal() {
        Assessed assessed = assess("miscoded report");

        assertThat(assessed.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(macs(assessed)).extracting(MacRecord::answer).containsExactly(MacAnswer.INVALID);
    }

    @Test
    void shouldKeepTheAnswersInTheJournal() {
        Assessed assessed = assess("coded report");

        assertThat(EventCodec.decode("ASSESSED", EventCodec.VERSION, EventCodec.encode(assessed)))
                .isEqualTo(assessed);
        assertThat(EventCodec.encode(assessed).array("results").toString())
                .contains("macs")
                .contains("VALID");
    }

    @Test
    void shouldRunARecordedVerdictAgainWithoutSecrets() {
        Assessed assessed = assess("coded report");

        assertThat(again(new RecordedMacs(macs(assessed))).results()).isEqualTo(assessed.results());
    }

    @Test
    void shouldNotDecideWhereNoAnswerWasRecorded() {
        assess("coded report");

        assertThat(again(new RecordedMacs(List.of())).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(again(MacVerifier.NONE).verdict()).isEqualTo(Verdict.ERROR);
    }

    @Test
    void shouldCountNoAnswerThatContradictsAnother() {
        Digest claim = claim("bundle", "m", "c").digest();
        MacVerifier recorded =
                new RecordedMacs(
                        List.of(
                                new MacRecord(claim, MacAnswer.VALID),
                                new MacRecord(claim, MacAnswer.INVALID),
                                new MacRecord(claim, MacAnswer.VALID)));

        assertThat(recorded.verify(claim("bundle", "m", "c"))).isEqualTo(MacAnswer.UNAVAILABLE);
    }

    @Test
    void shouldTellEveryPartOfAClaimApart() {
        Set<Digest> digests = new HashSet<>();
        digests.add(claim("bundle", "m", "c").digest());
        digests.add(claim("licence", "m", "c").digest());
        digests.add(claim("bundle", "n", "c").digest());
        digests.add(claim("bundle", "m", "d").digest());
        for (Optional<String> key : List.of(Optional.of(""), Optional.of("k"))) {
            digests.add(
                    new MacClaim("bundle", key, "HMAC-SHA384", bytes("m"), bytes("c"), NOW)
                            .digest());
        }
        digests.add(
                new MacClaim("bundle", Optional.empty(), "HMAC-SHA256", bytes("m"), bytes("c"), NOW)
                        .digest());
        digests.add(
                new MacClaim(
                                "bundle",
                                Optional.empty(),
                                "HMAC-SHA384",
                                bytes("m"),
                                bytes("c"),
                                NOW.plusSeconds(1))
                        .digest());

        assertThat(digests).hasSize(8);
        assertThatThrownBy(() -> claim("evidence:bundle", "m", "c"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNotAskMoreThanCanBeRecorded() {
        MacRecorder recorder = new MacRecorder(claim -> MacAnswer.VALID);

        List<MacAnswer> answers =
                IntStream.rangeClosed(0, RuleResult.MAX_MACS)
                        .mapToObj(i -> recorder.verify(claim("bundle", "m" + i, "c")))
                        .toList();

        assertThat(answers.subList(0, RuleResult.MAX_MACS)).containsOnly(MacAnswer.VALID);
        assertThat(answers.get(RuleResult.MAX_MACS)).isEqualTo(MacAnswer.UNAVAILABLE);
        assertThat(recorder.records()).hasSize(RuleResult.MAX_MACS);
        List<MacRecord> tooMany =
                Collections.nCopies(
                        RuleResult.MAX_MACS + 1, new MacRecord(Digest.ZERO, MacAnswer.VALID));
        RuleResult result =
                new RuleResult(new RuleId("switch"), 1, Verdict.PASS, List.of(), List.of());
        assertThatThrownBy(() -> result.withMacs(tooMany))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Assessed assess(String report) {
        PromotionId promotion = world.open("demo", "p-1");
        world.run(promotion);
        world.start(promotion, "work");
        world.finish(promotion, "work", true, report);
        world.assess(promotion, "work");
        return world.history().stream()
                .filter(Assessed.class::isInstance)
                .map(Assessed.class::cast)
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private RuleEvaluator.Evaluation again(MacVerifier macs) {
        PromotionState promotion = world.promotion(new PromotionId("p-1"));
        Command command = new Command.AssessStep(promotion.id(), WORK);
        return new RuleEvaluator(new TestRules(), macs)
                .evaluate(
                        world.state().definition(promotion.definition()).orElseThrow(),
                        world.state()
                                .definition(promotion.definition())
                                .orElseThrow()
                                .step(WORK)
                                .orElseThrow(),
                        promotion,
                        world.state(),
                        world.snapshot(command));
    }

    private static List<MacRecord> macs(Assessed assessed) {
        return assessed.results().stream().flatMap(r -> r.macs().stream()).toList();
    }

    private static MacClaim claim(String purpose, String message, String code) {
        return new MacClaim(
                purpose, Optional.empty(), "HMAC-SHA384", bytes(message), bytes(code), NOW);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
