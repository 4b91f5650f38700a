package io.gatehouse.embedded.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.lease.Armed;
import io.gatehouse.adapter.liverouter.lease.Arming;
import io.gatehouse.adapter.liverouter.standin.StandInServer;
import io.gatehouse.adapter.liverouter.state.LatchEntry;
import io.gatehouse.adapter.liverouter.state.SignedReenable;
import io.gatehouse.adapter.liverouter.state.TradingLatch;
import io.gatehouse.audit.key.DomainSignature;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.PersonKey;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.audit.key.SignatureDomain;
import io.gatehouse.audit.permit.PermitVerifier;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.strategy.Holder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A workspace that was promoted to LIVE, with a stand-in as its venue. */
final class LiveBench {

    static final InstallationId INSTALLATION = new InstallationId("bot-1");
    static final PersonId ANNA = new PersonId("anna");
    static final KeyId KEY = new KeyId("k1");
    static final Ed25519Signer ANNAS = Ed25519Signer.ofSeed(seed(1));
    private static final Ed25519Signer ENGINE = Ed25519Signer.ofSeed(seed(2));
    private static final Digest BUNDLE = Digest.sha384(new byte[] {1});
    private static final JsonObject LIMITS =
            JsonObject.builder()
                    .put("mode", "pilot")
                    .put("currency", "USDT")
                    .put("max-order-notional", "5000")
                    .put("max-open-notional", "900000")
                    .put("max-daily-loss", "900000")
                    .put("max-open-positions", 2)
                    .put("max-orders-per-minute", 100_000)
                    .build();

    final Path workspace;

    LiveBench(Path workspace) {
        this.workspace = workspace;
    }

    private static byte[] seed(int number) {
        byte[] seed = new byte[32];
        seed[0] = (byte) number;
        return seed;
    }

    /** Writes configuration, secrets, permit and arming. */
    LiveBench promoted(URI venue) throws IOException {
        return promoted(configuration(venue));
    }

    /**
     * As {@link #promoted(URI)}, at a venue that never saw an order whose message is half a second
     * old: for tests in which many orders must be proven absent, and in which a slow answer is only
     * one more fault.
     */
    LiveBench promotedInHaste(URI venue) throws IOException {
        return promoted(
                configuration(venue)
                        .replace("message_validity_ms: 10000", "message_validity_ms: 500"));
    }

    private LiveBench promoted(String configuration) throws IOException {
        Files.createDirectories(workspace.resolve("config"));
        Files.createDirectories(state().resolve("permits"));
        Files.createDirectories(state().resolve("halt"));
        secret("venue.key", StandInServer.API_KEY);
        secret("venue.secret", StandInServer.API_SECRET);
        Files.writeString(configuration(), configuration);
        renew(Duration.ofHours(1));
        arm();
        return this;
    }

    Path configuration() {
        return workspace.resolve("config/core.yaml");
    }

    private Path state() {
        return workspace.resolve("var/gatehouse");
    }

    private void secret(String name, String text) throws IOException {
        Path file = Files.createDirectories(workspace.resolve("secrets")).resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    static String configuration(URI venue) {
        return String.join(
                "\n",
                "risk_profiles:",
                "  pilot:",
                "    max_daily_loss_pct: 0.9",
                "    max_position_pct: 0.1",
                "    max_leverage: 2.0",
                "execution:",
                "  live:",
                "    enabled: true",
                "    default_route: [loopback_spot]",
                "    limits: {children_per_order: 8, unfilled_in_row: 100000}",
                "    venues:",
                "      loopback_spot:",
                "        address: " + venue,
                "        timeout_ms: 60000",
                "        key: file:secrets/venue.key",
                "        secret: file:secrets/venue.secret",
                "        rate_per_second: 10000",
                "        burst: 10000",
                "        breaker_failures: 1000",
                "        message_validity_ms: 10000",
                "        absence_margin_ms: 50",
                "    guards:",
                "      pilot:",
                "        currency: USDT",
                "        capital: 1000000",
                "        max_reference_age_ms: 60000",
                "        collar_bps: 5000",
                "        window_collar_bps: 9000",
                "        window_ms: 60000",
                "        max_order_value: 5000",
                "        max_open_notional: 900000",
                "        max_daily_loss: 900000",
                "        orders_per_second: 100000",
                "        orders_per_minute: 1000000",
                "        repetitions: 1000000",
                "        repetition_window_ms: 1000",
                "        fee_bps: 10",
                "        symbols:",
                "          BTCUSDT:",
                "            currency: USDT",
                "            max_order_quantity: 1",
                "            max_position: 1000",
                "");
    }

    void arm() throws IOException {
        new Arming(workspace)
                .arm(
                        new Armed(
                                INSTALLATION,
                                new PromotionId("p-1"),
                                "pilot",
                                Digest.sha384(Files.readAllBytes(configuration())),
                                BUNDLE,
                                Instant.now()));
    }

    /** What the engine does after each re-verification. */
    void renew(Duration lease) throws IOException {
        permit("LIVE", "live_ready", LIMITS, lease);
    }

    /** What the engine writes when the gate of PAPER is passed; it takes an earlier permit away. */
    void onPaper() throws IOException {
        Files.deleteIfExists(state().resolve("permits/live.json"));
        permit("PAPER", "paper_ready", JsonObject.EMPTY, Duration.ofHours(1));
    }

    private void permit(String environment, String status, JsonObject limits, Duration lease)
            throws IOException {
        boolean live = environment.equals("LIVE");
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        JsonObject unsigned =
                JsonObject.builder()
                        .put("permit", "permit-" + environment.toLowerCase(java.util.Locale.ROOT))
                        .put("installation", INSTALLATION.value())
                        .put("environment", environment)
                        .put("device", "device-a")
                        .put(
                                "configuration",
                                Digest.sha384(Files.readAllBytes(configuration())).value())
                        .put("bundle", BUNDLE.value())
                        .put("release", "2026.11")
                        .put("commit", "c".repeat(40))
                        .put(
                                "decision",
                                Map.of("log", "x", "index", 1, "digest", Digest.ZERO.value()))
                        .put("journal", Map.of("seq", 9, "digest", Digest.ZERO.value()))
                        .put("status", status)
                        .put(
                                "flags",
                                Map.of(
                                        "StrategyContext.require_demo_mode",
                                        false,
                                        "runtime.compliance_confirmed",
                                        live))
                        .put("limits", limits)
                        .put("issued", now.toString())
                        .put("expires", now.plus(Duration.ofDays(1)).toString())
                        .put("lease", lease.toString())
                        .put("renewed", now.toString())
                        .build();
        Path file =
                state().resolve(
                                "permits/"
                                        + environment.toLowerCase(java.util.Locale.ROOT)
                                        + ".json");
        Files.writeString(
                file,
                CanonicalJson.text(PermitVerifier.sign(unsigned, new KeyId("engine-1"), ENGINE))
                        + "\n");
    }

    /** Lifts every latch as anna. */
    void enable() {
        TradingLatch latch =
                TradingLatch.open(
                        new RouterFiles(workspace).latches(),
                        true,
                        new SignedReenable(INSTALLATION, persons(), RouterStart.ROLES),
                        Clock.systemUTC());
        Instant now = Instant.now();
        for (LatchEntry entry : latch.entries()) {
            JsonObject statement =
                    SignedReenable.statement(
                            INSTALLATION,
                            entry,
                            ANNA,
                            KEY,
                            "found",
                            now,
                            now.plus(Duration.ofMinutes(5)));
            assertThat(
                            latch.reenable(
                                    SignedReenable.document(
                                            statement,
                                            DomainSignature.sign(
                                                    ANNAS, SignatureDomain.STATEMENT, statement))))
                    .isEmpty();
        }
    }

    static PersonKeys persons() {
        return PersonKeys.of(
                List.of(
                        new PersonKey(
                                ANNA,
                                KEY,
                                ANNAS.publicKey(),
                                KeyValidity.between(
                                        Instant.EPOCH, Instant.parse("2126-01-01T00:00:00Z")),
                                Set.of("risk"))));
    }

    RouterStart start() {
        return start(RouterMode.LIVE);
    }

    RouterStart start(RouterMode mode) {
        return new RouterStart(
                mode,
                workspace,
                new Holder(INSTALLATION, "device-a"),
                ENGINE.publicKey().text(),
                BUNDLE,
                persons(),
                Optional.of(
                        new HmacKey(
                                new KeyId("log-1"),
                                KeyAlgorithm.HMAC_SHA384,
                                SecretBytes.copyOf(new byte[64]))),
                Optional.of(Path.of("../../deploy/prometheus/live_router.rules.yml")),
                0,
                name -> Optional.empty(),
                Clock.systemUTC(),
                System::nanoTime);
    }

    static String order(String id, String side, String quantity, String price, boolean reduce) {
        return "{\"id\":\""
                + id
                + "\",\"symbol\":\"BTCUSDT\",\"profile\":\"pilot\",\"strategy\":\"trend\","
                + "\"side\":\""
                + side
                + "\",\"type\":\"limit\",\"quantity\":\""
                + quantity
                + "\",\"price\":\""
                + price
                + "\""
                + (reduce ? ",\"reduce_only\":true" : "")
                + "}";
    }
}
