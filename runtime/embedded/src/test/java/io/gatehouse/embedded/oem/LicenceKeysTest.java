package io.gatehouse.embedded.oem;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.adapter.licensing.licence.KeySchedule;
import io.gatehouse.adapter.licensing.licence.RegistryChain;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.rule.Finding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicenceKeysTest {

    private static final Instant NOW = KeysBench.NOW;

    @TempDir private Path home;

    private KeysBench bench;
    private LicenceKeys keys;
    private Workspace workspace;

    @BeforeEach
    void open() {
        bench = new KeysBench(home);
        keys = new LicenceKeys(() -> bench.ring, bench.secrets());
        workspace = Workspace.at(home.resolve("ws"));
    }

    @Test
    void shouldKeepThePurposesApart() throws Exception {
        bench.add("l-1", OemPurposes.LICENCES);
        bench.add("f-1", OemPurposes.FINGERPRINTS);
        bench.add("r-1", OemPurposes.REVOCATIONS);
        bench.add("d-1", OemPurposes.DEVICE_STATE);
        bench.add("b-1", OemPurposes.BUNDLES);

        assertThat(keys.licences(NOW).ids()).containsExactly("l-1");
        assertThat(keys.fingerprints(NOW).ids()).containsExactly("f-1");
        assertThat(keys.revocations(NOW).ids()).containsExactly("r-1");
        assertThat(keys.deviceStates(NOW).ids()).containsExactly("d-1");
        assertThat(keys.fingerprintSigner(NOW).map(ToolKey::id)).contains("f-1");
        assertThat(keys.revocationSigner(NOW).map(ToolKey::id)).contains("r-1");
        assertThat(keys.deviceStateSigner(NOW).map(ToolKey::id)).contains("d-1");
    }

    @Test
    void shouldLetARetiredKeyVerifyAndNotSign() throws Exception {
        KeyEntry key = bench.add("l-1", OemPurposes.LICENCES);
        bench.change(key.withValidity(key.validity().retired(KeysBench.day(-3))));

        ToolKeys known = keys.licences(NOW);

        assertThat(known.find("l-1").orElseThrow().isInForce(KeysBench.day(-4))).isTrue();
        assertThat(known.find("l-1").orElseThrow().isInForce(KeysBench.day(-2))).isFalse();
        assertThat(
                        new RotationRecord(workspace, () -> bench.ring)
                                .get()
                                .value()
                                .orElseThrow()
                                .select(known, KeySchedule.LICENCES, NOW, KeySchedule.INTERVAL)
                                .findings())
                .extracting(Finding::code)
                .containsExactly("key-due");
    }

    @Test
    void shouldNotHandOutARevokedKey() throws Exception {
        KeyEntry key = bench.add("l-1", OemPurposes.LICENCES);

        bench.change(key.revoked(KeysBench.day(-1), "stolen"));

        assertThat(keys.licences(NOW).ids()).isEmpty();
        assertThat(keys.licences(KeysBench.day(-2)).ids()).containsExactly("l-1");
    }

    @Test
    void shouldLackAKeyWhoseSecretIsNotHere() throws Exception {
        bench.add("l-1", OemPurposes.LICENCES);
        Files.delete(home.resolve("l-1.key"));

        assertThat(keys.licences(NOW).ids()).isEmpty();
        assertThat(keys.lacksSecret(OemPurposes.LICENCES)).isTrue();
        assertThat(keys.lacksSecret(OemPurposes.FINGERPRINTS)).isFalse();
    }

    private List<String> due(String... ids) {
        KeySchedule schedule =
                new RotationRecord(workspace, () -> bench.ring).get().value().orElseThrow();
        return List.of(ids).stream()
                .filter(i -> schedule.isDue(i, KeySchedule.LICENCES, NOW, KeySchedule.INTERVAL))
                .toList();
    }

    @Test
    void shouldDateAKeyByItsFirstDayWhateverTheFileSays() throws Exception {
        bench.add("l-old", OemPurposes.LICENCES, KeyAlgorithm.HMAC_SHA384, -100, 30);
        bench.add("l-new", OemPurposes.LICENCES);
        KeyEntry taken = bench.add("l-taken", OemPurposes.LICENCES);
        bench.change(taken.withValidity(KeyValidity.between(Instant.EPOCH, KeysBench.day(30))));

        assertThat(due("l-old", "l-new", "l-taken")).containsExactly("l-old", "l-taken");

        // the existing provisioner dates the worn key anew with each signature
        rotations(
                "{\"l-old::oem-license-signing\":\"2026-02-28T00:00:00Z\","
                        + "\"l-taken::oem-license-signing\":\"2026-02-28T00:00:00Z\"}\n");
        assertThat(due("l-old", "l-new", "l-taken")).containsExactly("l-old");
    }

    @Test
    void shouldRefuseARotationRegistryThatItCannotRead() throws Exception {
        rotations("{\"l-1::oem-license-signing\":\"yesterday\"}");

        assertThat(new RotationRecord(workspace, () -> bench.ring).get().findings())
                .extracting(Finding::code)
                .containsExactly("malformed");
    }

    private void rotations(String text) throws Exception {
        Path file = workspace.root().resolve("var/security/rotation_log.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void shouldRememberTheEndOfTheRegistryAndNeverAnEarlierOne() throws Exception {
        RegistryMemory memory = new RegistryMemory(workspace, Path.of("var/licenses"));
        RegistryChain.Head two = head(2);
        assertThat(memory.lastSeen()).isEqualTo(RegistryChain.Head.NONE);

        memory.seen(two);
        memory.seen(head(1));

        assertThat(new RegistryMemory(workspace, Path.of("var/licenses")).lastSeen())
                .isEqualTo(two);
        assertThat(new RegistryMemory(workspace, Path.of("var/licenses/other")).lastSeen())
                .isEqualTo(RegistryChain.Head.NONE);
    }

    @Test
    void shouldNotForgetWhenItsFileIsTakenAwayOrEdited() throws Exception {
        RegistryMemory memory = new RegistryMemory(workspace, Path.of("var/licenses"));
        Path chain = workspace.root().resolve("var/licenses/registry.chain.jsonl");
        Files.createDirectories(chain.getParent());
        Files.writeString(chain, "{}\n");

        assertThat(memory.lastSeen().sequence()).isEqualTo(Long.MAX_VALUE);
        memory.seen(head(1));
        Path file = workspace.state().resolve("licences/var-licenses.head.json");
        assertThat(file).exists();
        Files.writeString(file, Files.readString(file).replace("sequence", "Sequence"));
        assertThat(memory.lastSeen().sequence()).isEqualTo(Long.MAX_VALUE);
    }

    private static RegistryChain.Head head(long sequence) {
        return new RegistryChain.Head(
                sequence, Digest.sha384(("" + sequence).getBytes(StandardCharsets.UTF_8)));
    }
}
