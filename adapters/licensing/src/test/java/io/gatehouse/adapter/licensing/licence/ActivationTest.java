package io.gatehouse.adapter.licensing.licence;

import static io.gatehouse.adapter.licensing.Bench.FINGERPRINT_KEY;
import static io.gatehouse.adapter.licensing.Bench.FINGERPRINT_KEYS;
import static io.gatehouse.adapter.licensing.Bench.LICENCE_KEY;
import static io.gatehouse.adapter.licensing.Bench.LICENCE_KEYS;
import static io.gatehouse.adapter.licensing.Bench.MACHINE;
import static io.gatehouse.adapter.licensing.Bench.NOW;
import static io.gatehouse.adapter.licensing.Bench.OTHER;
import static io.gatehouse.adapter.licensing.Bench.REVOCATION_KEYS;
import static io.gatehouse.adapter.licensing.Bench.accepted;
import static io.gatehouse.adapter.licensing.Bench.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Bench;
import io.gatehouse.adapter.licensing.SealedState;
import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationTest {

    @TempDir Path folder;

    private final Bench.SetClock time = new Bench.SetClock();
    private final Licence licence = Bench.licence(Bench.request("paper", "1"), NOW.minusSeconds(9));

    @BeforeEach
    void enrol() {
        accepted(clock().begin());
        accepted(activation(LicencePolicy.of("paper")).begin());
    }

    private Path seen() {
        return folder.resolve("seen.json");
    }

    /** A new one each time, as after a restart. */
    private SeenClock clock() {
        return new SeenClock(
                new SealedState(seen(), SeenClock.SCHEMA, FINGERPRINT_KEY, Area.CLOCK), time);
    }

    private Activation activation(LicencePolicy policy) {
        return new Activation(
                new LicenceCheck(LICENCE_KEYS, FINGERPRINT_KEYS, REVOCATION_KEYS, policy),
                clock(),
                new SealedState(
                        folder.resolve("active.json"),
                        Activation.SCHEMA,
                        FINGERPRINT_KEY,
                        Area.LICENCE));
    }

    private LicenceCheck.Case on(Licence known, HardwareReading machine, String... revoked) {
        return new LicenceCheck.Case(
                Content.of(known.fileBytes()),
                Optional.of(Content.of(Bench.document(MACHINE).fileBytes())),
                Optional.of(Content.of(Bench.revocations(time.time, revoked))),
                machine);
    }

    private List<String> refused(LicencePolicy policy, LicenceCheck.Case given) {
        return codes(activation(policy).activate(given));
    }

    private List<String> refused(LicenceCheck.Case given) {
        return refused(LicencePolicy.of("paper"), given);
    }

    @Test
    void shouldActivateOnTheMachineAndRefuseTheCopiedPair() {
        accepted(activation(LicencePolicy.of("paper")).activate(on(licence, MACHINE)));
        assertThat(refused(on(licence, OTHER))).containsExactly("other-machine");
        assertThat(refused(on(licence, HardwareReading.of(java.util.Map.of()))))
                .containsExactly("other-machine");
        // the pair with the other machine's own document in place of the copied one
        LicenceCheck.Case mixed =
                new LicenceCheck.Case(
                        Content.of(licence.fileBytes()),
                        Optional.of(Content.of(Bench.document(OTHER).fileBytes())),
                        Optional.of(Content.of(Bench.revocations(NOW))),
                        OTHER);
        assertThat(refused(mixed))
                .containsExactlyInAnyOrder("other-machine", "fingerprint-differs");
    }

    @Test
    void shouldGoOnWithAWarningWhenOnePartWasReplaced() {
        HardwareReading repaired = Bench.machine("1", "3c:fd:fe:00:00:77");
        LicenceCheck.Verdict verdict =
                accepted(activation(LicencePolicy.of("paper")).activate(on(licence, repaired)));

        assertThat(verdict.warnings()).extracting("code").containsExactly("degraded");
    }

    @Test
    void shouldRefuseAClockThatWasSetBack() throws IOException {
        accepted(clock().now());
        time.time = NOW.plus(Duration.ofDays(364));
        accepted(activation(LicencePolicy.of("paper")).activate(on(licence, MACHINE)));
        time.time = NOW.plus(Duration.ofDays(363));
        assertThat(refused(on(licence, MACHINE))).containsExactly("clock-set-back");
        time.time = NOW;
        assertThat(refused(on(licence, MACHINE))).containsExactly("clock-set-back");
        // a correction of a minute is no attack, and time does not go back for it
        time.time = NOW.plus(Duration.ofDays(364)).minusSeconds(60);
        assertThat(accepted(clock().now())).isEqualTo(NOW.plus(Duration.ofDays(364)));
        // forgetting is no way out
        Files.writeString(seen(), Files.readString(seen()).replace("2027", "2026"));
        assertThat(refused(on(licence, MACHINE))).containsExactly("code-differs");
        Files.delete(seen());
        assertThat(refused(on(licence, MACHINE))).containsExactly("state-missing");
    }

    @Test
    void shouldNotReturnToAnOlderLicence() {
        Licence newer = Bench.licence(Bench.request("paper", "2"), NOW.minusSeconds(3));
        accepted(activation(LicencePolicy.of("paper")).activate(on(newer, MACHINE)));
        accepted(activation(LicencePolicy.of("paper")).activate(on(newer, MACHINE)));
        assertThat(refused(on(licence, MACHINE))).containsExactly("older-than-active");
        // another profile has its own
        Licence live = Bench.licence(Bench.request("live", "3"), NOW.minusSeconds(9));
        accepted(activation(LicencePolicy.of("live")).activate(on(live, MACHINE)));
    }

    @Test
    void shouldDemandEveryTerm() {
        LicencePolicy paper = LicencePolicy.of("paper");
        assertThat(refused(LicencePolicy.of("live"), on(licence, MACHINE)))
                .containsExactly("profile-not-allowed");
        assertThat(
                        refused(
                                new LicencePolicy(
                                        Set.of("paper"),
                                        Set.of("qa"),
                                        Duration.ofDays(100),
                                        Duration.ofDays(366),
                                        Set.of("labs"),
                                        3,
                                        paper.oldestRevocations()),
                                on(licence, MACHINE)))
                .containsExactlyInAnyOrder(
                        "issuer-not-allowed",
                        "too-long",
                        "expired",
                        "feature-missing",
                        "seats-exceeded");
        assertThat(refused(on(licence, MACHINE, licence.id().toUpperCase(java.util.Locale.ROOT))))
                .containsExactly("revoked");
        Licence future = Bench.licence(Bench.request("paper", "4"), NOW.plusSeconds(999));
        assertThat(refused(on(future, MACHINE))).containsExactly("not-yet-issued");
        LicenceCheck.Case bare =
                new LicenceCheck.Case(
                        Content.of(licence.fileBytes()),
                        Optional.empty(),
                        Optional.empty(),
                        MACHINE);
        assertThat(refused(bare)).containsExactly("list-missing", "fingerprint-missing");
        LicenceCheck.Case early =
                new LicenceCheck.Case(
                        Content.of(licence.fileBytes()),
                        Optional.of(Content.of(Bench.document(MACHINE).fileBytes())),
                        Optional.of(Content.of(Bench.revocations(NOW.plusSeconds(9_999)))),
                        MACHINE);
        assertThat(refused(early)).containsExactly("from-the-future");
    }

    @Test
    void shouldRefuseALicenceThatSaysMoreOrLessThanItsForm() {
        JsonObject payload = licence.payload();
        for (JsonObject wrong :
                List.of(
                        payload.with("surprise", 1),
                        payload.without("mode"),
                        payload.with("schema_version", "2.0"),
                        payload.with("license_id", "XYZ"),
                        payload.with("seats", 0),
                        payload.with("features", "all"),
                        payload.with("expires_at", "2027-01-15T12:00:00+00:00"),
                        payload.with("expires_at", payload.requireText("issued_at")),
                        payload.with("fingerprint", JsonObject.EMPTY))) {
            byte[] bytes = CanonicalJson.bytes(LICENCE_KEY.seal(wrong));
            assertThat(codes(Licence.read("l", bytes, LICENCE_KEYS))).containsExactly("other-form");
        }
        for (JsonObject withdrawn :
                List.of(
                        payload.with("revoked", true),
                        payload.with("revoked_at", "x"),
                        payload.with("policy_evaluation", JsonObject.of("errors", List.of("e"))))) {
            byte[] bytes = CanonicalJson.bytes(LICENCE_KEY.seal(withdrawn));
            LicenceCheck.Case given =
                    new LicenceCheck.Case(
                            Content.of(bytes),
                            Optional.of(Content.of(Bench.document(MACHINE).fileBytes())),
                            Optional.of(Content.of(Bench.revocations(NOW))),
                            MACHINE);
            assertThat(refused(given)).containsExactly("withdrawn");
        }
        LicenceCheck.Case subscribed =
                new LicenceCheck.Case(
                        Content.of(
                                CanonicalJson.bytes(
                                        LICENCE_KEY.seal(payload.with("subscription", "x")))),
                        Optional.of(Content.of(Bench.document(MACHINE).fileBytes())),
                        Optional.of(Content.of(Bench.revocations(NOW))),
                        MACHINE);
        assertThat(refused(subscribed)).containsExactly("subscription-unknown");
    }
}
