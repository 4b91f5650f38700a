package io.gatehouse.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.permit.PermitVerifier;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrategyContextTest {

    @TempDir Path workspace;
    private Desk desk;

    @BeforeEach
    void prepare() throws IOException {
        desk = new Desk(workspace);
    }

    @ParameterizedTest
    @EnumSource(value = Environment.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void shouldAllowExactlyWhatThePermitNames(Environment environment) throws IOException {
        desk.issue(desk.permit(environment));

        Permission.Allowed allowed =
                assertThat(desk.ask(environment))
                        .asInstanceOf(type(Permission.Allowed.class))
                        .actual();

        assertThat(allowed.limits().text("notional")).contains("1000.00");
        assertThat(allowed.configuration().text()).isEqualTo("mode: x\n");
        assertThat(allowed.within())
                .isEqualTo(
                        environment == Environment.LIVE
                                ? Duration.ofSeconds(150)
                                : Duration.ofDays(1));
    }

    @Test
    void shouldRefuseWithoutAPermit() {
        assertThat(desk.refusal(Environment.PAPER)).containsExactly("no-permit");
        assertThat(desk.refusal(Environment.NONE)).containsExactly("no-environment");
    }

    @Test
    void shouldRefuseWhenThePermitWasTakenBack() throws IOException {
        desk.issue(desk.permit(Environment.PAPER));
        assertThat(desk.refusal(Environment.PAPER)).isEmpty();

        Files.delete(desk.state().resolve("permits/paper.json"));

        assertThat(desk.refusal(Environment.PAPER)).containsExactly("no-permit");
    }

    @Test
    void shouldRefuseAnUnreadablePermit(@TempDir Path elsewhere) throws IOException {
        Path file = desk.state().resolve("permits/paper.json");
        Files.createDirectory(file);
        assertThat(desk.refusal(Environment.PAPER)).containsExactly("permit-unreadable");

        Files.delete(file);
        Path real = elsewhere.resolve("paper.json");
        Files.writeString(
                real,
                CanonicalJson.text(
                        PermitVerifier.sign(
                                desk.permit(Environment.PAPER),
                                new KeyId("engine-1"),
                                Desk.ENGINE)));
        Files.createSymbolicLink(file, real);
        assertThat(desk.refusal(Environment.PAPER)).containsExactly("permit-unreadable");
    }

    @Test
    void shouldRefuseAPermitInAnotherSpelling() throws IOException {
        desk.issue(desk.permit(Environment.PAPER));
        Path file = desk.state().resolve("permits/paper.json");
        Files.writeString(file, " " + Files.readString(file));

        assertThat(desk.refusal(Environment.PAPER)).containsExactly("not-canonical");
    }

    @Test
    void shouldRefuseAPermitThatTheEngineDidNotSign() throws IOException {
        byte[] seed = new byte[32];
        seed[0] = 1;
        JsonObject forged =
                PermitVerifier.sign(
                        desk.permit(Environment.LIVE),
                        new KeyId("engine-1"),
                        Ed25519Signer.ofSeed(seed));
        desk.write("live.json", forged);

        assertThat(desk.refusal(Environment.LIVE)).containsExactly("bad-signature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void shouldRefuseWhenTheEngineKeyIsUnusable(String key) throws IOException {
        desk.issue(desk.permit(Environment.DEMO));
        desk.restart(new Holder(Desk.INSTALLATION, Desk.DEVICE), key);

        assertThat(desk.refusal(Environment.DEMO)).containsExactly("engine-key");
    }

    @Test
    void shouldRefuseAPermitOfAnotherInstallationOrDevice() throws IOException {
        desk.issue(desk.permit(Environment.PAPER));
        desk.restart(
                new Holder(new InstallationId("bot-2"), "device-b"),
                Desk.ENGINE.publicKey().text());

        assertThat(desk.refusal(Environment.PAPER))
                .containsExactly("other-installation", "other-device");
    }

    @ParameterizedTest
    @CsvSource({"DEMO,PAPER", "DEMO,LIVE", "PAPER,LIVE", "PAPER,DEMO", "LIVE,PAPER", "LIVE,DEMO"})
    void shouldRefuseAPermitOfAnotherEnvironmentUnderTheWantedName(
            Environment held, Environment wanted) throws IOException {
        JsonObject permit =
                PermitVerifier.sign(desk.permit(held), new KeyId("engine-1"), Desk.ENGINE);
        desk.write(wanted.name().toLowerCase(Locale.ROOT) + ".json", permit);

        assertThat(desk.refusal(wanted)).contains("other-environment");
    }

    @Test
    void shouldRefuseAnotherConfiguration() throws IOException {
        desk.issue(desk.permit(Environment.LIVE));
        Files.writeString(desk.configuration, "mode: y\n");

        assertThat(desk.refusal(Environment.LIVE)).containsExactly("other-configuration");
    }

    @Test
    void shouldRefuseWhenTheConfigurationCannotBeRead() throws IOException {
        desk.issue(desk.permit(Environment.LIVE));
        Files.delete(desk.configuration);

        assertThat(desk.refusal(Environment.LIVE)).containsExactly("configuration-unreadable");
    }

    @Test
    void shouldRefuseFromTheMomentOfExpiry() throws IOException {
        desk.issue(desk.permit(Environment.DEMO));

        desk.pass(Duration.ofDays(1).minusMillis(1));
        assertThat(desk.refusal(Environment.DEMO)).isEmpty();
        desk.pass(Duration.ofMillis(1));
        assertThat(desk.refusal(Environment.DEMO)).containsExactly("expired");
    }

    @Test
    void shouldRefuseAPermitFromTheFutureBeyondTheSkew() throws IOException {
        desk.issue(desk.permit(Environment.DEMO));

        desk.now = Desk.NOON.minusSeconds(6);
        assertThat(desk.refusal(Environment.DEMO)).containsExactly("not-yet-valid");
        desk.now = Desk.NOON.minusSeconds(5);
        assertThat(desk.refusal(Environment.DEMO)).isEmpty();
    }

    @Test
    void shouldRefuseAPermitInTheListOfRevokedOnes() throws IOException {
        desk.issue(desk.permit(Environment.DEMO));
        Files.writeString(desk.state().resolve("revoked"), "permit-other\n");
        assertThat(desk.refusal(Environment.DEMO)).isEmpty();

        Files.writeString(desk.state().resolve("revoked"), "permit-other\npermit-demo\n");
        assertThat(desk.refusal(Environment.DEMO)).containsExactly("revoked");

        Files.delete(desk.state().resolve("revoked"));
        Files.createDirectory(desk.state().resolve("revoked"));
        assertThat(desk.refusal(Environment.DEMO)).containsExactly("revocations-unreadable");
    }

    @Test
    void shouldRefuseWhileAnythingIsInTheHaltFolder() throws IOException {
        desk.issue(desk.permit(Environment.DEMO));
        Path latch = Files.createFile(desk.state().resolve("halt/.hidden"));
        assertThat(desk.refusal(Environment.DEMO)).containsExactly("halted");

        Files.delete(latch);
        assertThat(desk.refusal(Environment.DEMO)).isEmpty();
    }

    @Test
    void shouldRefuseWhenTheHaltFolderIsGone() throws IOException {
        desk.issue(desk.permit(Environment.DEMO));
        Files.delete(desk.state().resolve("halt"));

        assertThat(desk.refusal(Environment.DEMO)).containsExactly("halted");
    }

    @Test
    void shouldRefuseWhenTheClockWasSetBackAlsoAfterARestart() throws IOException {
        desk.issue(desk.permit(Environment.DEMO));
        desk.pass(Duration.ofHours(1));
        assertThat(desk.refusal(Environment.DEMO)).isEmpty();

        desk.now = Desk.NOON.plusSeconds(10);

        assertThat(desk.refusal(Environment.DEMO)).containsExactly("clock-behind");
        assertThat(desk.restart().refusal(Environment.DEMO)).containsExactly("clock-behind");
    }

    @Test
    void shouldNotReviveAnExpiredPermitWithinTheTolerance() throws IOException {
        desk.issue(desk.permit(Environment.DEMO));
        desk.pass(Duration.ofDays(1));
        assertThat(desk.refusal(Environment.DEMO)).containsExactly("expired");

        desk.now = desk.now.minusSeconds(4);

        assertThat(desk.restart().refusal(Environment.DEMO)).containsExactly("expired");
    }

    @Test
    void shouldRememberTheTimeWhenTheFileIsRolledBackOrRemoved() throws IOException {
        desk.issue(desk.permit(Environment.DEMO));
        desk.pass(Duration.ofHours(1));
        assertThat(desk.refusal(Environment.DEMO)).isEmpty();
        desk.now = Desk.NOON;

        Files.writeString(desk.seen(), "2020-01-01T00:00:00Z\n");
        assertThat(desk.refusal(Environment.DEMO)).containsExactly("clock-behind");
        Files.delete(desk.seen());
        assertThat(desk.refusal(Environment.DEMO)).containsExactly("clock-behind");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday\n",
                "2026-11-20T12:00:00Z",
                "2026-11-20T12:00:00Z\n\n",
                "2026-11-20T13:00:00+01:00\n"
            })
    void shouldRefuseAndKeepATimeFileThatItCannotRead(String text) throws IOException {
        desk.issue(desk.permit(Environment.DEMO));
        Files.writeString(desk.seen(), text);

        assertThat(desk.refusal(Environment.DEMO)).containsExactly("seen-unusable");
        assertThat(Files.readString(desk.seen())).isEqualTo(text);
    }

    @Test
    void shouldRefuseWhenTheTimeFileCannotBeWritten() throws IOException {
        desk.issue(desk.permit(Environment.DEMO));
        Files.createDirectory(desk.seen());

        assertThat(desk.refusal(Environment.DEMO)).containsExactly("seen-unusable");
    }

    @Test
    void shouldRefusePaperAndLiveWhileDemoModeIsRequired() throws IOException {
        desk.issue(desk.permit(Environment.PAPER).with("flags", Desk.flags(true, false)));
        desk.issue(desk.permit(Environment.LIVE).with("flags", Desk.flags(true, true)));

        assertThat(desk.refusal(Environment.PAPER)).containsExactly("flag");
        assertThat(desk.refusal(Environment.LIVE)).containsExactly("flag");
    }

    @Test
    void shouldRefuseLiveWithoutComplianceConfirmed() throws IOException {
        desk.issue(desk.permit(Environment.LIVE).with("flags", Desk.flags(false, false)));

        assertThat(desk.refusal(Environment.LIVE)).containsExactly("flag");
    }

    @Test
    void shouldRefuseLiveWithoutALease() throws IOException {
        desk.issue(desk.permit(Environment.LIVE).without("lease"));

        assertThat(desk.refusal(Environment.LIVE)).containsExactly("lease-missing");
    }

    @Test
    void shouldRefuseWhenTheLeaseLapsesAndAllowAfterARenewal() throws IOException {
        desk.issue(desk.permit(Environment.LIVE));
        desk.pass(Duration.ofSeconds(149));
        assertThat(desk.refusal(Environment.LIVE)).isEmpty();
        desk.pass(Duration.ofSeconds(1));
        assertThat(desk.refusal(Environment.LIVE)).containsExactly("lease-lapsed");

        desk.issue(desk.permit(Environment.LIVE).with("renewed", desk.now.toString()));

        assertThat(desk.refusal(Environment.LIVE)).isEmpty();
    }

    @Test
    void shouldMeasureTheLeaseByTheMonotonicClockWhenTheWallClockStands() throws IOException {
        desk.issue(desk.permit(Environment.LIVE));
        assertThat(desk.refusal(Environment.LIVE)).isEmpty();

        desk.nanos += Duration.ofSeconds(150).toNanos();

        assertThat(desk.refusal(Environment.LIVE)).containsExactly("lease-lapsed");
    }

    @Test
    void shouldMeasureTheLeaseByTheWallClockWhenTheDeviceSlept() throws IOException {
        desk.issue(desk.permit(Environment.LIVE));
        assertThat(desk.refusal(Environment.LIVE)).isEmpty();

        desk.now = desk.now.plusSeconds(150);

        assertThat(desk.refusal(Environment.LIVE)).containsExactly("lease-lapsed");
    }

    @Test
    void shouldCountTheAgeOfARenewalThatIsSeenLate() throws IOException {
        desk.issue(desk.permit(Environment.LIVE));
        desk.pass(Duration.ofSeconds(100));
        Permission first = desk.ask(Environment.LIVE);
        assertThat(((Permission.Allowed) first).within()).isEqualTo(Duration.ofSeconds(50));

        desk.nanos += Duration.ofSeconds(50).toNanos();

        assertThat(desk.refusal(Environment.LIVE)).containsExactly("lease-lapsed");
    }

    @Test
    void shouldRefuseAnOlderRenewalPutBack() throws IOException {
        desk.issue(
                desk.permit(Environment.LIVE)
                        .with("renewed", Desk.NOON.plusSeconds(60).toString()));
        desk.pass(Duration.ofSeconds(60));
        assertThat(desk.refusal(Environment.LIVE)).isEmpty();

        desk.issue(desk.permit(Environment.LIVE));

        assertThat(desk.refusal(Environment.LIVE)).containsExactly("lease-rolled-back");
    }

    @Test
    void shouldRefuseAPermitFromBeforeOneThatWasSeenInAnyEnvironment() throws IOException {
        desk.issue(
                desk.permit(Environment.DEMO)
                        .with("journal", Map.of("seq", 20, "digest", Digest.ZERO.value())));
        assertThat(desk.refusal(Environment.DEMO)).isEmpty();

        desk.issue(desk.permit(Environment.PAPER)); // kept from before the demotion, at event 9

        assertThat(desk.refusal(Environment.PAPER)).containsExactly("permit-rolled-back");
    }

    @Test
    void shouldRefuseWhenTheMonotonicClockGoesBack() throws IOException {
        desk.issue(desk.permit(Environment.LIVE));
        assertThat(desk.refusal(Environment.LIVE)).isEmpty();
        desk.nanos -= 1;

        assertThat(desk.refusal(Environment.LIVE)).containsExactly("monotonic-clock");
    }

    @Test
    void shouldReportEveryFaultAtOnce() throws IOException {
        desk.issue(
                desk.permit(Environment.LIVE)
                        .with("flags", Desk.flags(true, false))
                        .with("configuration", Digest.ZERO.value())
                        .with("installation", "bot-9")
                        .with("device", "device-z"));
        Files.createFile(desk.state().resolve("halt/latch"));
        desk.pass(Duration.ofDays(2));

        assertThat(desk.refusal(Environment.LIVE))
                .containsExactly(
                        "halted",
                        "other-installation",
                        "other-device",
                        "flag",
                        "flag",
                        "other-configuration",
                        "expired",
                        "lease-lapsed");
    }

    @Test
    void shouldRefuseInsteadOfThrowingWhenAPortFails() throws IOException {
        desk.issue(desk.permit(Environment.DEMO));
        StrategyContext context =
                StrategyContext.open(
                        workspace,
                        new Holder(Desk.INSTALLATION, Desk.DEVICE),
                        Desk.ENGINE.publicKey().text(),
                        () -> {
                            throw new IllegalStateException("no clock");
                        },
                        () -> 0);

        assertThat(context.mayRun(Environment.DEMO, desk.configuration))
                .isInstanceOf(Permission.Refused.class);
    }

    @Test
    void shouldNeverAllowAMutatedPermitOrTimeFile() throws IOException {
        long seed = 40_811L;
        Random random = new Random(seed);
        desk.issue(desk.permit(Environment.DEMO));
        assertThat(desk.refusal(Environment.DEMO)).isEmpty();
        Path file = desk.state().resolve("permits/demo.json");
        byte[] good = Files.readAllBytes(file);
        byte[] keyId = "engine-1".getBytes(StandardCharsets.US_ASCII);
        int keyAt = new String(good, StandardCharsets.US_ASCII).indexOf("engine-1");
        int tried = 0;
        for (int i = 0; i < 1_500; i++) {
            byte[] bytes = good.clone();
            int at = random.nextInt(bytes.length - 1);
            if (at >= keyAt && at < keyAt + keyId.length) {
                continue; // the key's name is outside what is signed
            }
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, random.nextInt(4) == 0 ? Arrays.copyOf(good, at) : bytes);
            tried++;
            assertThat(desk.ask(Environment.DEMO))
                    .as("seed %s, input %s", seed, i)
                    .isInstanceOf(Permission.Refused.class);
        }
        assertThat(tried).isGreaterThan(1_400);

        Files.write(file, good);
        desk.pass(Duration.ofHours(1));
        assertThat(desk.refusal(Environment.DEMO)).isEmpty();
        byte[] time = Files.readAllBytes(desk.seen());
        for (int i = 0; i < 500; i++) {
            byte[] bytes = time.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(desk.seen(), bytes);
            desk.restart().now = Desk.NOON.plus(Duration.ofHours(1));
            Permission answer = desk.ask(Environment.DEMO);
            // another readable time may stand there; one that cannot be read never allows
            boolean readable = isTime(bytes);
            assertThat(readable || answer instanceof Permission.Refused)
                    .as("seed %s, time %s", seed, i)
                    .isTrue();
        }
    }

    private static boolean isTime(byte[] bytes) {
        try {
            Instant.parse(new String(bytes, StandardCharsets.US_ASCII).strip());
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
