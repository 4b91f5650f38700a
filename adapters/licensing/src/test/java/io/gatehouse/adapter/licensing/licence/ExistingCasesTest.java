package io.gatehouse.adapter.licensing.licence;

import static io.gatehouse.adapter.licensing.Bench.accepted;
import static io.gatehouse.adapter.licensing.Bench.codes;
import static io.gatehouse.adapter.licensing.Bench.interop;
import static io.gatehouse.adapter.licensing.Bench.interopKeys;
import static io.gatehouse.adapter.licensing.Bench.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.licensing.Bench;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.adapter.licensing.fingerprint.Drift;
import io.gatehouse.adapter.licensing.fingerprint.HardwareDocument;
import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every case of the existing tools with both answers: theirs, and ours where it must differ. */
class ExistingCasesTest {

    /** Cases that the existing tool accepts and this one refuses, by name, with our reason. */
    private static final List<List<String>> DIFFERENCES =
            List.of(
                    List.of("empty_keys", "key-unknown"),
                    List.of("sha256_signed", "other-algorithm"),
                    List.of("revocation_form_map_true", "revoked"));

    private static HardwareReading machine() {
        return Bench.interopMachine("license/fingerprint_rich.json");
    }

    private static Set<String> texts(JsonObject params, String name) {
        return params.array(name).stream()
                .map(value -> ((JsonString) value).value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ToolKeys keys(Set<String> ids, boolean wrong) {
        Set<String> known = new HashSet<>(ids);
        known.remove("z");
        if (!wrong) {
            return interopKeys(known.toArray(String[]::new));
        }
        return new ToolKeys(
                known.stream().map(id -> Bench.key(id, "another-secret-".repeat(4))).toList());
    }

    private static Optional<Content> file(JsonObject params, String name) {
        String file = params.requireText(name).replaceAll(".*/", "");
        return file.equals("nope.json")
                ? Optional.empty()
                : Optional.of(Content.of(interop("license/" + file)));
    }

    private static LicenceCheck.Verdict judge(JsonObject one, HardwareReading machine) {
        JsonObject params = one.object("params").orElseThrow();
        String name = one.requireText("name");
        LicencePolicy policy =
                new LicencePolicy(
                        texts(params, "allowed_profiles"),
                        texts(params, "allowed_issuers"),
                        Duration.ofDays(params.integer("max_validity_days").orElseThrow()),
                        Duration.ZERO,
                        Set.of(),
                        1,
                        Duration.ofHours(
                                params.integer("revocation_list_max_age_hours").orElseThrow()));
        Instant now =
                Timestamps.parse(
                                params.requireText("current_time")
                                        .replace(' ', 'T')
                                        .replace("+00:00", "Z"))
                        .orElseThrow();
        return new LicenceCheck(
                        keys(texts(params, "license_keys"), name.equals("wrong_key")),
                        keys(texts(params, "fingerprint_keys"), name.equals("fp_wrong_key")),
                        keys(texts(params, "revocation_keys"), false),
                        policy)
                .judge(
                        new LicenceCheck.Case(
                                file(params, "license_path").orElseThrow(),
                                file(params, "fingerprint_path"),
                                file(params, "revocation_list_path"),
                                machine),
                        now);
    }

    private static List<JsonObject> cases(String name) {
        return json(interop("license/results.json")).array(name).stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    @Test
    void shouldJudgeEveryRuntimeCaseAndDifferOnlyAsDocumented() {
        int same = 0;
        Set<String> differing = new TreeSet<>();
        for (JsonObject one : cases("runtime_validation")) {
            String name = one.requireText("name");
            if (one.has("crash")) {
                continue; // its input was not kept: below
            }
            boolean theirs = one.flag("is_valid").orElseThrow();
            LicenceCheck.Verdict ours = judge(one, machine());
            Optional<List<String>> documented =
                    DIFFERENCES.stream().filter(row -> row.get(0).equals(name)).findFirst();
            if (documented.isPresent()) {
                assertThat(theirs).as(name).isTrue();
                assertThat(ours.counts()).as(name).isFalse();
                assertThat(ours.findings())
                        .as(name)
                        .extracting("code")
                        .containsExactly(documented.get().get(1));
                differing.add(name);
            } else {
                assertThat(ours.counts()).as("%s: %s", name, ours.findings()).isEqualTo(theirs);
                same++;
            }
        }
        assertThat(differing).hasSize(DIFFERENCES.size());
        assertThat(same).isGreaterThanOrEqualTo(20);
    }

    @Test
    void shouldGiveTheReasonsOfTheExistingTool() {
        List<List<String>> reasons =
                List.of(
                        List.of("expired", "expired", "stale"),
                        List.of("wrong_key", "code-differs"),
                        List.of("unknown_key_id", "key-unknown"),
                        List.of("profile_not_allowed", "profile-not-allowed"),
                        List.of("issuer_not_allowed", "issuer-not-allowed"),
                        List.of("too_long", "too-long"),
                        List.of("revocation_stale", "stale"),
                        List.of("fp_file_missing", "fingerprint-missing"),
                        List.of("fp_file_tampered", "code-differs"),
                        List.of("fp_wrong_key", "code-differs", "code-differs"),
                        List.of("tampered", "code-differs"),
                        List.of("revocation_form_list_obj", "revoked"),
                        List.of("revocation_form_whitespace", "revoked"),
                        List.of("revocation_no_generated_at", "no-time"),
                        List.of("revocation_bare_list_payload", "no-time", "revoked"));
        for (List<String> row : reasons) {
            JsonObject one =
                    cases("runtime_validation").stream()
                            .filter(c -> c.requireText("name").equals(row.get(0)))
                            .findFirst()
                            .orElseThrow();
            assertThat(judge(one, machine()).findings())
                    .as(row.get(0))
                    .extracting("code")
                    .containsExactlyInAnyOrderElementsOf(
                            List.<Object>copyOf(row.subList(1, row.size())));
        }
    }

    @Test
    void shouldRefuseOnAnotherMachineWhatTheExistingToolTakes() {
        JsonObject ok =
                cases("runtime_validation").stream()
                        .filter(c -> c.requireText("name").equals("license_registry_file_as_is"))
                        .findFirst()
                        .orElseThrow();

        assertThat(ok.flag("is_valid")).contains(true);
        LicenceCheck.Verdict here = judge(ok, machine());
        assertThat(here.counts()).isTrue();
        // its only network card has an address that software chose: known, and not relied upon
        assertThat(here.drift().orElseThrow().verdict()).isEqualTo(Drift.Verdict.DEGRADED);
        LicenceCheck.Verdict there = judge(ok, Bench.OTHER);
        assertThat(there.findings()).extracting("code").containsExactly("other-machine");
    }

    @Test
    void shouldNotCrashOnAnUnknownAlgorithmAsTheExistingToolDoes() {
        byte[] bytes =
                new String(interop("license/license_active.json"), StandardCharsets.UTF_8)
                        .replaceFirst("(?s)HMAC-SHA384(?!.*HMAC-SHA384)", "HMAC-SHA512")
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(codes(Licence.read("l", bytes, interopKeys("lic-2026"))))
                .containsExactly("other-algorithm");
    }

    private static List<String> registry(String file, ToolKeys licence, ToolKeys fingerprint) {
        return codes(RegistryLines.read(interop("license/" + file), licence, fingerprint));
    }

    @Test
    void shouldJudgeEveryRegistryOfTheExistingTool(@TempDir Path folder) throws Exception {
        ToolKeys keys = interopKeys("lic-2026");
        ToolKeys prints = interopKeys("fp-1");
        String secret = Bench.interopSecret("lic-2026");
        ToolKeys newline = new ToolKeys(Set.of(Bench.key("k", secret + "\n")));
        ToolKeys stripped = new ToolKeys(Set.of(Bench.key("k", secret)));

        assertThat(registry("registry_rich.jsonl", keys, prints)).isEmpty();
        assertThat(registry("registry_simple.jsonl", keys, prints)).isEmpty();
        assertThat(registry("registry_expired.jsonl", keys, prints)).isEmpty();
        assertThat(registry("registry_simple.jsonl", Bench.LICENCE_KEYS, prints))
                .containsOnly("key-unknown");
        assertThat(registry("registry_no_keyid.jsonl", keys, prints))
                .containsExactly("key-missing");
        assertThat(registry("registry_newline_key.jsonl", stripped, prints))
                .containsExactly("code-differs");
        assertThat(registry("registry_newline_key.jsonl", newline, prints)).isEmpty();
        assertThat(registry("registry_bad_lines.jsonl", keys, prints)).contains("malformed");
        assertThat(registry("registry_tampered_fp.jsonl", keys, prints))
                .containsExactly("code-differs");
        // without a fingerprint key the existing tool says that all is well
        assertThat(registry("registry_tampered_fp.jsonl", keys, ToolKeys.NONE))
                .containsExactly("key-unknown");
        // a missing registry too
        LicenceStore store = new LicenceStore(folder, keys, prints);
        assertThat(codes(store.verify(RegistryChain.Head.NONE)))
                .containsExactly("registry-missing");
        // its registries have no chain, so that lines can be taken out
        Files.write(store.registry(), interop("license/registry_rich.jsonl"));
        assertThat(codes(store.verify(RegistryChain.Head.NONE))).containsExactly("unchained");
    }

    @Test
    void shouldJudgeWhatWasProvisioned() {
        ToolKeys keys = interopKeys("lic-2026");
        ToolKeys prints = interopKeys("fp-1");

        // accepted by the existing provisioner; its own runtime refuses it
        assertThat(codes(Licence.read("usb", interop("license/usb_license.json"), keys)))
                .containsExactly("id-missing");
        for (String name : List.of("rotation_select", "rotation_select_with_never_used")) {
            JsonValue key =
                    cases("provisioning").stream()
                            .filter(c -> c.requireText("name").equals(name))
                            .findFirst()
                            .flatMap(c -> c.find("selected_key"))
                            .orElseThrow();
            assertThat(key).isIn(new JsonString("b-fresh"), new JsonString("a-old"));
        }
        // signed without a look at the fingerprint's code
        JsonObject envelope = json(interop("license/fingerprint_tampered.json"));
        assertThat(codes(HardwareDocument.read("t", envelope, prints)))
                .containsExactly("code-differs");
        Licence licence =
                accepted(Licence.read("active", interop("license/license_active.json"), keys));
        assertThat(new String(licence.fileBytes(), StandardCharsets.UTF_8))
                .isEqualTo(
                        new String(interop("license/license_active.json"), StandardCharsets.UTF_8)
                                .stripTrailing());
        assertThat(licence.lineBytes()).isEqualTo(interop("license/registry_rich.jsonl"));
        assertThat(licence.features()).containsExactly("paper-labs");
    }
}
