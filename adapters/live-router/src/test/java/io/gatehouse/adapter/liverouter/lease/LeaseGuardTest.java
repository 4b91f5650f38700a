package io.gatehouse.adapter.liverouter.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.guard.Orders;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.strategy.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseGuardTest {

    @TempDir Path workspace;
    private LiveDesk desk;

    @BeforeEach
    void prepare() throws IOException {
        desk = new LiveDesk(workspace);
    }

    private void armAndLease() throws IOException {
        assertThat(desk.arming.arm(desk.armed())).isEmpty();
        desk.renew();
    }

    @Test
    void shouldLetRiskIncreaseOnlyWhenArmedAndLeased() throws IOException {
        assertThat(desk.codes()).containsExactly("no-permit");
        desk.renew().pass(Duration.ofMillis(200));
        assertThat(desk.codes()).containsExactly("not-armed");
        desk.arming.arm(desk.armed());
        desk.pass(Duration.ofMillis(200));

        assertThat(desk.codes()).isEmpty();
    }

    @Test
    void shouldLetClosingOrdersPassWithoutAnything() {
        assertThat(desk.guard.refusals(Orders.sell(1, 1), false)).isEmpty();
    }

    @Test
    void shouldStopAtTheEndOfTheLeaseToTheNanosecond() throws IOException {
        armAndLease();
        assertThat(desk.codes()).isEmpty();
        desk.pass(LiveDesk.LEASE.minusMillis(100));
        assertThat(desk.codes()).isEmpty(); // asked now, kept for 200 ms, but ends in 100
        desk.pass(Duration.ofMillis(100).minusNanos(1));
        assertThat(desk.codes()).isEmpty();
        desk.pass(Duration.ofNanos(1));

        assertThat(desk.codes()).containsExactly("lease-lapsed");
        assertThat(desk.guard.refusals(Orders.sell(1, 1), false)).isEmpty();
        desk.renew().pass(Duration.ofMillis(200));
        assertThat(desk.codes()).isEmpty();
    }

    @Test
    void shouldStopAtTheEndOfTheLeaseWhenTheWallClockStands() throws IOException {
        armAndLease();
        assertThat(desk.codes()).isEmpty();
        desk.nanos += LiveDesk.LEASE.toNanos();

        assertThat(desk.codes()).contains("lease-lapsed");
    }

    @Test
    void shouldSeeAHaltAndADemotionWithinTheTimeThatAnAnswerIsKept() throws IOException {
        armAndLease();
        assertThat(desk.codes()).isEmpty();
        Path halt = Files.createFile(desk.state().resolve("halt/1"));
        desk.pass(Duration.ofMillis(200));
        assertThat(desk.codes()).containsExactly("halted");

        Files.delete(halt);
        desk.pass(Duration.ofMillis(200));
        assertThat(desk.codes()).isEmpty();
        assertThat(desk.arming.disarm()).isEmpty();
        desk.pass(Duration.ofMillis(200));
        assertThat(desk.codes()).containsExactly("not-armed");
    }

    @Test
    void shouldSeeAHaltAtOnceWhenAThreadLooks() throws IOException {
        armAndLease();
        assertThat(desk.codes()).isEmpty();
        Files.createFile(desk.state().resolve("halt/1"));

        assertThat(desk.guard.look()).extracting(Finding::code).containsExactly("halted");
        assertThat(desk.codes()).containsExactly("halted");
    }

    @Test
    void shouldRefuseAnotherDeviceBundleConfigurationOrLimits() throws IOException {
        armAndLease();

        assertThat(desk.codes(desk.guard("device-b", LiveDesk.BUNDLE, LiveDesk.LIMITS)))
                .containsExactly("other-device");
        assertThat(desk.codes(desk.guard("device-a", Digest.ZERO, LiveDesk.LIMITS)))
                .containsExactly("other-bundle");
        assertThat(desk.codes(desk.guard("device-a", LiveDesk.BUNDLE, JsonObject.EMPTY)))
                .containsExactly("limits-differ");
        Files.writeString(desk.configuration, "mode: other\n");
        assertThat(desk.codes()).containsExactly("other-configuration");
    }

    @Test
    void shouldRefuseWhatWasArmedForAnother() throws IOException {
        armAndLease();
        Armed good = desk.armed();
        desk.arming.arm(
                new Armed(
                        new io.gatehouse.core.id.InstallationId("bot-2"),
                        good.promotion(),
                        good.mode(),
                        Digest.ZERO,
                        Digest.ZERO,
                        good.at()));

        assertThat(desk.codes())
                .containsExactly("armed-otherwise", "armed-otherwise", "armed-otherwise");
    }

    @Test
    void shouldAskNoMoreOftenThanItMust() {
        AtomicInteger asked = new AtomicInteger();
        AtomicLong nanos = new AtomicLong();
        LeaseGuard guard =
                new LeaseGuard(
                        () -> {
                            asked.incrementAndGet();
                            return new Permission.Refused(
                                    List.of(Finding.of("x", "y", "", "", "", "")));
                        },
                        () -> new Arming.Reading.Refused(LeaseFindings.notArmed()),
                        new LeaseGuard.Terms(LiveDesk.BUNDLE, LiveDesk.LIMITS),
                        Duration.ofMillis(200),
                        nanos::get);
        for (int i = 0; i < 1_000; i++) {
            assertThat(guard.refusals(Orders.buy(1, 1), true)).hasSize(1);
            nanos.addAndGet(1_000_000);
        }

        assertThat(asked.get()).isEqualTo(5);
    }

    @Test
    void shouldRefuseWhenTheQuestionFails() {
        LeaseGuard guard =
                new LeaseGuard(
                        () -> {
                            throw new IllegalStateException("secret");
                        },
                        () -> new Arming.Reading.Refused(LeaseFindings.notArmed()),
                        new LeaseGuard.Terms(LiveDesk.BUNDLE, LiveDesk.LIMITS),
                        Duration.ofMillis(200),
                        () -> 0);

        List<Finding> findings = guard.refusals(Orders.buy(1, 1), true);

        assertThat(findings).extracting(Finding::code).containsExactly("fault");
        assertThat(findings.toString()).doesNotContain("secret");
    }

    @Test
    void shouldNotUseAnAnswerThatCameAfterItsOwnEnd() throws IOException {
        armAndLease();
        AtomicLong nanos = new AtomicLong();
        Permission allowed =
                new Permission.Allowed(
                        permit(),
                        LiveDesk.LIMITS,
                        io.gatehouse.core.evidence.Content.of(new byte[0]),
                        Duration.ofMillis(10));
        LeaseGuard slow =
                new LeaseGuard(
                        () -> {
                            nanos.addAndGet(10_000_000); // a disk that hangs
                            return allowed;
                        },
                        desk.arming::read,
                        new LeaseGuard.Terms(LiveDesk.BUNDLE, LiveDesk.LIMITS),
                        Duration.ofMillis(200),
                        nanos::get);

        assertThat(desk.codes(slow)).containsExactly("lapsed");
    }

    private io.gatehouse.audit.permit.Permit permit() throws IOException {
        byte[] bytes = Files.readAllBytes(desk.state().resolve("permits/live.json"));
        var key = io.gatehouse.audit.key.Ed25519Signer.ofSeed(new byte[32]).publicKey();
        return ((io.gatehouse.audit.permit.PermitReading.Verified)
                        io.gatehouse.audit.permit.PermitVerifier.verify(bytes, key))
                .permit();
    }

    /** The engine dies at any moment: no order that increases risk after the lease, ever. */
    @Test
    void shouldStopRiskInTimeHoweverOftenTheEngineIsKilled() throws IOException {
        long seed = 20_26;
        Random random = new Random(seed);
        armAndLease();
        int stopped = 0;
        for (int kill = 0; kill < 200; kill++) {
            desk.renew().pass(Duration.ofMillis(200));
            assertThat(desk.codes()).as("seed %d kill %d", seed, kill).isEmpty();
            Instant end = desk.now.minusMillis(200).plus(LiveDesk.LEASE);
            Instant last = Instant.MIN;
            desk.pass(LiveDesk.LEASE.minusMillis(200 + random.nextInt(400)));
            while (desk.now.isBefore(end.plusMillis(600))) {
                if (desk.codes().isEmpty()) {
                    last = desk.now;
                }
                assertThat(desk.guard.refusals(Orders.sell(1, 1), false)).isEmpty();
                desk.pass(Duration.ofMillis(1 + random.nextInt(150)));
            }
            assertThat(last).as("seed %d kill %d", seed, kill).isBefore(end);
            stopped++;
        }
        assertThat(stopped).isEqualTo(200);
    }
}
