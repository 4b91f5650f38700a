package io.gatehouse.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.app.acceptance.StepOutcome.Status;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeySecrets;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.audit.key.SecretLocation;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptanceRunTest {

    private static AcceptanceStep step(AcceptancePart part, Supplier<StepOutcome> outcome) {
        return new AcceptanceStep() {
            @Override
            public AcceptancePart part() {
                return part;
            }

            @Override
            public StepOutcome run() {
                return outcome.get();
            }
        };
    }

    private static List<AcceptanceStep> allBut(AcceptancePart left) {
        List<AcceptanceStep> steps = new ArrayList<>();
        for (AcceptancePart part : AcceptancePart.values()) {
            if (part != left) {
                steps.add(step(part, () -> StepOutcome.ok(JsonObject.EMPTY)));
            }
        }
        return steps;
    }

    @Test
    void shouldAcceptOnlyWhenEveryPartHolds() {
        List<AcceptanceStep> all = allBut(AcceptancePart.LABS);
        all.add(step(AcceptancePart.LABS, () -> StepOutcome.ok(JsonObject.EMPTY)));
        assertThat(new AcceptanceRun(all).run().accepted()).isTrue();
    }

    @Test
    void shouldRefuseWhereOnePartIsLeftOutSkippedOrBroken() {
        int refused = 0;
        for (AcceptancePart part : AcceptancePart.values()) {
            AcceptanceRun.Result left = new AcceptanceRun(allBut(part)).run();
            assertThat(left.accepted()).isFalse();
            assertThat(left.outcomes().get(part).status()).isEqualTo(Status.SKIPPED);

            List<AcceptanceStep> skipped = allBut(part);
            skipped.add(step(part, () -> StepOutcome.skipped(part, "something")));
            assertThat(new AcceptanceRun(skipped).run().accepted()).isFalse();

            List<AcceptanceStep> broken = allBut(part);
            broken.add(
                    step(
                            part,
                            () -> {
                                throw new IllegalStateException("secret detail");
                            }));
            AcceptanceRun.Result result = new AcceptanceRun(broken).run();
            assertThat(result.accepted()).isFalse();
            assertThat(result.outcomes()).hasSize(8);
            assertThat(result.outcomes().get(part).findings().toString())
                    .contains("broken")
                    .doesNotContain("secret detail");
            refused++;
        }
        assertThat(refused).isEqualTo(8);
    }

    private static OpenKeyRing keys(Instant at) {
        KeyEntry key =
                KeyEntry.evidence(
                        new KeyId("acceptance-1"),
                        AcceptanceSigner.PURPOSE,
                        KeyAlgorithm.HMAC_SHA384,
                        KeyValidity.between(at.minusSeconds(60), at.plusSeconds(60)),
                        SecretLocation.parse("file:unused"));
        return new OpenKeyRing(
                KeyRing.of(List.of(key)), entry -> SecretBytes.copyOf("s".repeat(48).getBytes()));
    }

    @Test
    void shouldHaveNoSignerWithoutAKeyInForceWhoseSecretIsHere() {
        Instant at = Instant.parse("2026-08-01T10:11:12Z");
        assertThat(AcceptanceSigner.of(keys(at), at)).isPresent();
        assertThat(AcceptanceSigner.of(keys(at), at.plusSeconds(61))).isEmpty();
        assertThat(AcceptanceSigner.of(keys(at), at.minusSeconds(61))).isEmpty();
        OpenKeyRing elsewhere = new OpenKeyRing(keys(at).ring(), KeySecrets.NONE);
        assertThat(AcceptanceSigner.of(elsewhere, at)).isEmpty();
    }

    @Test
    void shouldNotTakeTwoStepsForOnePart() {
        List<AcceptanceStep> all = allBut(AcceptancePart.LABS);
        all.add(step(AcceptancePart.BUNDLE, () -> StepOutcome.ok(JsonObject.EMPTY)));
        assertThatThrownBy(() -> new AcceptanceRun(all))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKeepTheReportAndWriteOverNone(@TempDir Path home) throws Exception {
        Instant at = Instant.parse("2026-08-01T10:11:12Z");
        Workspace workspace = Workspace.at(home);
        AcceptanceFolder folder = AcceptanceFolder.create(workspace, at);
        folder.write(
                new AcceptanceRun(allBut(AcceptancePart.LABS)).run(),
                new AcceptanceSubject("bot-1", Optional.of(Digest.ZERO)),
                AcceptanceSigner.of(keys(at), at).orElseThrow());
        folder.writeJUnit("<testsuites/>");

        Path place = home.resolve("var/audit/acceptance/20260801T101112Z");
        assertThat(Files.readString(place.resolve("summary.json")))
                .startsWith("[{\"details\":")
                .contains("\"status\":\"skipped\",\"step\":\"labs\"")
                .contains("\"status\":\"ok\",\"step\":\"bundle\"");
        assertThat(Files.readString(place.resolve("metadata.json")))
                .contains("\"verdict\":\"FAIL\"")
                .contains("\"skipped\":1");
        assertThat(Files.readString(place.resolve("acceptance.json")))
                .contains(
                        "\"generated_at\":\"2026-08-01T10:11:12Z\"",
                        "\"schema\":\"gatehouse.acceptance/1\"",
                        "\"workspace_installation\":\"bot-1\"",
                        "\"config_sha384\":\"" + Digest.ZERO + "\"",
                        "\"status\":\"ok\",\"step\":\"install\"",
                        "\"status\":\"not_run\",\"step\":\"labs\"")
                // no bundle was found sound, so the report bears none out
                .doesNotContain("bundle_manifest_sha384", "bundle_archive_sha384");
        assertThat(place.resolve("junit.xml")).isNotEmptyFile();
        JsonObject report =
                StrictJson.readSigned(Files.readAllBytes(place.resolve("acceptance.json")))
                        .objectOrThrow();
        JsonObject signature = report.object("signature").orElseThrow();
        assertThat(signature.requireText("algorithm")).isEqualTo("HMAC-SHA384");
        assertThat(signature.requireText("key_id")).isEqualTo("acceptance-1");
        byte[] code = Base64.getDecoder().decode(signature.requireText("value"));
        HmacKey key = keys(at).hmac(new KeyId("acceptance-1"));
        assertThat(key.verify(code, CanonicalJson.bytes(report.without("signature")))).isTrue();
        assertThat(key.verify(code, CanonicalJson.bytes(report))).isFalse();
        assertThatThrownBy(() -> AcceptanceFolder.create(workspace, at))
                .isInstanceOf(FileAlreadyExistsException.class);
    }
}
