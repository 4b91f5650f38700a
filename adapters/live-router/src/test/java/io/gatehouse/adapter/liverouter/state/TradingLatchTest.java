package io.gatehouse.adapter.liverouter.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.guard.Orders;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradingLatchTest {

    @TempDir Path home;
    private Path folder;
    private Instant now = Persons.NOON;

    @BeforeEach
    void name() {
        folder = home.resolve("latches");
    }

    private TradingLatch open() {
        return TradingLatch.open(folder, false, Persons.check(), () -> now);
    }

    private static List<String> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).toList();
    }

    private static LatchEntry last(TradingLatch latch) {
        return latch.entries().get(latch.entries().size() - 1);
    }

    @Test
    void shouldBeginActiveAndKeepAHaltOverRestarts() {
        TradingLatch latch = open();
        assertThat(latch.state()).isEqualTo(TradingState.ACTIVE);

        assertThat(latch.tighten(TradingState.HALTED, "anna", "drill")).isEmpty();

        assertThat(latch.state()).isEqualTo(TradingState.HALTED);
        assertThat(open().state()).isEqualTo(TradingState.HALTED);
        assertThat(last(open()).latch().orElseThrow().by()).isEqualTo("anna");
    }

    @Test
    void shouldSendNothingUponALookFromBeforeTheProcessWasStopped() {
        AtomicLong nanos = new AtomicLong();
        TradingLatch stopped =
                TradingLatch.open(folder, false, Persons.check(), () -> now, nanos::get);
        TradingStateGuard guard = new TradingStateGuard(stopped, Duration.ofMillis(50));
        ChildOrder order = Orders.buy(1, 1);
        nanos.addAndGet(Duration.ofMillis(50).toNanos());
        assertThat(guard.refusals(order, true)).isEmpty();

        // another process halts while no thread of this one runs
        assertThat(open().tighten(TradingState.HALTED, "anna", "losses")).isEmpty();
        assertThat(stopped.state()).isEqualTo(TradingState.ACTIVE);
        nanos.addAndGet(1);

        assertThat(codes(guard.refusals(order, false))).containsExactly("halted");
        assertThat(stopped.state()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void shouldOnlyBecomeStricterWithoutAPerson() {
        TradingLatch latch = open();
        latch.tighten(TradingState.HALTED, "anna", "drill");
        latch.tighten(TradingState.REDUCING, "anna", "drill");

        assertThat(latch.state()).isEqualTo(TradingState.HALTED);
        assertThat(open().state()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void shouldTradeAgainWhenANamedPersonLiftsEveryLatchAndKeepWhoAndWhy() {
        TradingLatch latch = open();
        latch.tighten(TradingState.REDUCING, "router", "loss");
        LatchEntry first = last(latch);
        latch.tighten(TradingState.HALTED, "anna", "drill");
        LatchEntry second = last(latch);

        assertThat(latch.reenable(Persons.document(second, now))).isEmpty();
        assertThat(latch.state()).isEqualTo(TradingState.REDUCING);
        assertThat(latch.reenable(Persons.document(first, now))).isEmpty();
        assertThat(latch.state()).isEqualTo(TradingState.ACTIVE);

        now = now.plusSeconds(86_400 * 30L); // long after the documents expired
        TradingLatch later = open();
        assertThat(later.state()).isEqualTo(TradingState.ACTIVE);
        assertThat(last(later).lift())
                .contains(new LatchEntry.Lift("anna", "cause found and mended", Persons.NOON));
    }

    @Test
    void shouldNotLiftALaterHaltByTheDocumentOfAnEarlierOne() {
        TradingLatch latch = open();
        latch.tighten(TradingState.HALTED, "anna", "drill");
        var document = Persons.document(last(latch), now);
        assertThat(latch.reenable(document)).isEmpty();
        latch.tighten(TradingState.HALTED, "anna", "drill");

        assertThat(codes(latch.reenable(document))).containsExactly("no-such-latch");
        var renumbered =
                Persons.sign(
                        Persons.ANNAS, document.object("statement").orElseThrow().with("latch", 2));
        assertThat(codes(latch.reenable(renumbered))).containsExactly("other-latch");
        assertThat(open().state()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void shouldLatchOneStrategyAlone() {
        TradingLatch latch = open();
        latch.latch("trend", "repeated");

        assertThat(latch.latched("trend")).isTrue();
        assertThat(latch.latched("revert")).isFalse();
        assertThat(latch.state()).isEqualTo(TradingState.ACTIVE);
        assertThat(open().latched("trend")).isTrue();
        assertThat(latch.reenable(Persons.document(last(latch), now))).isEmpty();
        assertThat(latch.latched("trend")).isFalse();
    }

    @Test
    void shouldSeeTheHaltAndTheLiftOfAnotherProcess() {
        TradingLatch router = open();
        TradingLatch console = open();
        console.tighten(TradingState.HALTED, "anna", "kill");
        assertThat(router.state()).isEqualTo(TradingState.ACTIVE);
        router.refresh();
        assertThat(router.state()).isEqualTo(TradingState.HALTED);

        console.reenable(Persons.document(last(console), now));
        router.refresh();

        assertThat(router.state()).isEqualTo(TradingState.ACTIVE);
    }

    @Test
    void shouldGiveEachOfTwoProcessesALatchOfItsOwn() {
        TradingLatch one = open();
        TradingLatch other = open();
        one.tighten(TradingState.REDUCING, "one", "x");
        other.tighten(TradingState.HALTED, "other", "y");
        one.tighten(TradingState.REDUCING, "one", "z");

        assertThat(open().entries()).extracting(LatchEntry::number).containsExactly(1, 2, 3);
        assertThat(one.state()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void shouldBeHaltedWhenTheFolderIsGone() throws IOException {
        open();
        Files.delete(folder);

        TradingLatch latch = open();

        assertThat(latch.state()).isEqualTo(TradingState.HALTED);
        assertThat(open().state()).isEqualTo(TradingState.HALTED);
        assertThat(latch.reenable(Persons.document(last(latch), now))).isEmpty();
        assertThat(latch.state()).isEqualTo(TradingState.ACTIVE);
    }

    @Test
    void shouldBeHaltedWhenTheFolderGoesWhileItRuns() throws IOException {
        TradingLatch latch = open();
        Files.delete(folder);
        latch.refresh();

        assertThat(latch.state()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void shouldBeHaltedWhenOtherKnowledgeSaysThatItWasUsed() {
        TradingLatch latch = TradingLatch.open(folder, true, Persons.check(), () -> now);

        assertThat(latch.state()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void shouldBeHaltedWhenALatchIsGone() throws IOException {
        TradingLatch latch = open();
        latch.tighten(TradingState.HALTED, "anna", "drill");
        latch.reenable(Persons.document(last(latch), now));
        latch.tighten(TradingState.REDUCING, "anna", "drill");
        Files.delete(folder.resolve("latch-000001.json"));

        assertThat(open().state()).isEqualTo(TradingState.HALTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "ACTIVE", "null", "{\"state\":\"ACTIVE\"}"})
    void shouldBeHaltedByAFileThatItCannotRead(String content) throws IOException {
        open();
        Files.writeString(folder.resolve("latch-000001.json"), content);

        TradingLatch latch = open();

        assertThat(latch.state()).isEqualTo(TradingState.HALTED);
        assertThat(latch.reenable(Persons.document(last(latch), now))).isEmpty();
        assertThat(latch.state()).isEqualTo(TradingState.ACTIVE);
    }

    @Test
    void shouldBeHaltedByAFileThatNobodyHereWrote() throws IOException {
        open();
        Files.createFile(folder.resolve("STOP"));

        TradingLatch latch = open();

        assertThat(latch.state()).isEqualTo(TradingState.HALTED);
        assertThat(codes(latch.reenable(Persons.document(last(latch), now))))
                .containsExactly("no-such-latch");
        Files.delete(folder.resolve("STOP"));
        latch.refresh();
        assertThat(latch.state()).isEqualTo(TradingState.ACTIVE);
    }

    @Test
    void shouldNotBeLiftedByAFileThatWasWrittenByHand() throws IOException {
        TradingLatch latch = open();
        latch.tighten(TradingState.HALTED, "anna", "drill");
        LatchEntry entry = last(latch);
        var unsigned = SignedReenable.document(Persons.statement(entry, now), "A".repeat(86));
        Files.writeString(
                folder.resolve("lift-000001.json"),
                "{\"at\":\""
                        + now
                        + "\",\"document\":"
                        + io.gatehouse.core.json.CanonicalJson.text(unsigned)
                        + ",\"schema\":\"gatehouse.trading-lift/v1\"}");

        assertThat(open().state()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void shouldHoldInMemoryWhatCannotBeWrittenAndWriteItLater() throws IOException {
        TradingLatch latch = open();
        Files.delete(folder);
        Files.createFile(folder); // a file where the folder was: every write fails

        assertThat(codes(latch.tighten(TradingState.HALTED, "anna", "kill")))
                .containsExactly("not-durable");
        latch.latch("trend", "repeated");
        assertThat(latch.state()).isEqualTo(TradingState.HALTED);
        assertThat(latch.latched("trend")).isTrue();

        Files.delete(folder);
        Files.createDirectory(folder);
        latch.refresh();
        assertThat(open().state()).isEqualTo(TradingState.HALTED);
        assertThat(open().latched("trend")).isTrue();
    }

    @Test
    void shouldLetNothingThroughWhenHaltedAndOnlyClosingWhenReducing() {
        TradingLatch latch = open();
        TradingStateGuard guard = new TradingStateGuard(latch);
        ChildOrder order = Orders.buy(1, 1);
        assertThat(guard.refusals(order, true)).isEmpty();

        latch.tighten(TradingState.REDUCING, "router", "loss");
        assertThat(guard.refusals(order, false)).isEmpty();
        assertThat(codes(guard.refusals(order, true))).containsExactly("reducing");

        latch.tighten(TradingState.HALTED, "router", "loss");
        assertThat(codes(guard.refusals(order, false))).containsExactly("halted");
    }

    @Test
    void shouldTakeAnyTextForAReason() {
        TradingLatch latch = open();
        String odd = "\ud800 \n" + "x".repeat(2_000);

        assertThat(latch.tighten(TradingState.HALTED, odd, odd)).isEmpty();
        assertThat(latch.tighten(TradingState.HALTED, "", "")).isEmpty();
        assertThat(open().entries()).allMatch(entry -> entry.latch().isPresent());
    }

    @Test
    void shouldStayHaltedWhateverIsDoneToTheFileOfAHalt() throws IOException {
        TradingLatch latch = open();
        latch.tighten(TradingState.HALTED, "anna", "drill");
        Path file = folder.resolve("latch-000001.json");
        byte[] good = Files.readAllBytes(file);
        long seed = 31;
        Random random = new Random(seed);
        int most = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 1_000;
        int tried = 0;
        TradingLatch reader = open();
        for (; tried < most; tried++) {
            byte[] bytes = good.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            // changed content under a known name is read again by whoever opens
            if (tried % 20 == 0) {
                reader = open();
            } else {
                reader.refresh();
            }
            assertThat(reader.state())
                    .as("seed %d try %d", seed, tried)
                    .isNotEqualTo(TradingState.ACTIVE);
        }
        assertThat(tried).isEqualTo(most);
    }
}
