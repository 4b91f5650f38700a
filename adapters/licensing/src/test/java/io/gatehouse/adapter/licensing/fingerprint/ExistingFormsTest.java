package io.gatehouse.adapter.licensing.fingerprint;

import static io.gatehouse.adapter.licensing.Bench.FINGERPRINT_KEY;
import static io.gatehouse.adapter.licensing.Bench.FINGERPRINT_KEYS;
import static io.gatehouse.adapter.licensing.Bench.NOW;
import static io.gatehouse.adapter.licensing.Bench.accepted;
import static io.gatehouse.adapter.licensing.Bench.codes;
import static io.gatehouse.adapter.licensing.Bench.interop;
import static io.gatehouse.adapter.licensing.Bench.interopKeys;
import static io.gatehouse.adapter.licensing.Bench.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.licensing.Bench;
import io.gatehouse.adapter.licensing.PythonJson;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExistingFormsTest {

    @Test
    void shouldComputeAndWriteTheDeviceFormAsTheExistingTool() {
        byte[] file = interop("fingerprint/oem_doc.json");
        JsonObject payload = json(file).object("payload").orElseThrow();

        assertThat(DeviceDocument.value(payload.object("factors").orElseThrow()))
                .isEqualTo(payload.requireText("fingerprint"))
                .hasSize(86);
        assertThat(PythonJson.indented(json(file))).isEqualTo(file);
    }

    @Test
    void shouldVerifyADeviceDocumentOfTheExistingTool() {
        byte[] file = interop("license/fingerprint_oem_legacy.json");
        DeviceDocument read = accepted(DeviceDocument.read("legacy", file, interopKeys("fp-1")));

        assertThat(read.fingerprint()).hasSize(86);
        assertThat(new String(read.fileBytes(), StandardCharsets.UTF_8))
                .isEqualTo(new String(file, StandardCharsets.UTF_8).stripTrailing());
        assertThat(codes(DeviceDocument.read("legacy", file, ToolKeys.NONE)))
                .containsExactly("key-unknown");
    }

    @Test
    void shouldVerifyAndWriteTheHardwareFormAsTheExistingService() {
        byte[] rich = interop("license/fingerprint_rich.json");
        HardwareDocument read = accepted(HardwareDocument.read("rich", rich, interopKeys("fp-1")));

        assertThat(read.value()).hasSize(64);
        assertThat(new String(read.fileBytes(), StandardCharsets.UTF_8))
                .isEqualTo(new String(rich, StandardCharsets.UTF_8).stripTrailing());
        assertThat(
                        accepted(
                                        HardwareDocument.read(
                                                "p",
                                                interop("license/fingerprint_poor.json"),
                                                interopKeys("fp-1")))
                                .digests())
                .containsOnlyKeys(Component.CPU);
        assertThat(
                        codes(
                                HardwareDocument.read(
                                        "t",
                                        interop("license/fingerprint_tampered.json"),
                                        interopKeys("fp-1"))))
                .containsExactly("code-differs");
    }

    @Test
    void shouldComputeAndWriteTheHardwareLineAsTheExistingService() {
        byte[] file = interop("fingerprint/hw_fixed.json");
        HardwareReading reading = Bench.interopMachine("fingerprint/hw_fixed.json");
        HardwareDocument made = HardwareDocument.sign(reading, NOW, FINGERPRINT_KEY);

        JsonObject digests =
                json(file)
                        .object("payload")
                        .orElseThrow()
                        .object("component_digests")
                        .orElseThrow();
        assertThat(made.payload().object("component_digests").orElseThrow())
                .isEqualTo(digests.without("mac"));
        // the same document with the signer's key: only its code could differ
        HardwareDocument again =
                accepted(
                        HardwareDocument.read(
                                "sealed",
                                CanonicalJson.bytes(
                                        FINGERPRINT_KEY.seal(
                                                json(file).object("payload").orElseThrow())),
                                FINGERPRINT_KEYS));
        assertThat(again.payload()).isEqualTo(json(file).object("payload").orElseThrow());
        String expected = new String(file, StandardCharsets.UTF_8);
        String line = new String(again.lineBytes(), StandardCharsets.UTF_8);
        String before = "\"signature\"";
        assertThat(line.substring(0, line.indexOf(before)))
                .isEqualTo(expected.substring(0, expected.indexOf(before)));
    }

    @Test
    void shouldRefuseADocumentWhoseDigestsDoNotFollow() {
        JsonObject payload = Bench.document(Bench.MACHINE).payload();
        JsonObject digests =
                payload.object("component_digests").orElseThrow().with("mac", "0".repeat(64));
        for (JsonObject wrong :
                List.of(
                        payload.with("component_digests", digests),
                        payload.with("version", 2),
                        payload.with("more", "x"),
                        payload.with("components", JsonObject.EMPTY),
                        payload.without("collected_at"))) {
            byte[] bytes = CanonicalJson.bytes(FINGERPRINT_KEY.seal(wrong));
            assertThat(codes(HardwareDocument.read("x", bytes, FINGERPRINT_KEYS)))
                    .containsExactly("inconsistent");
        }
    }

    @Test
    void shouldJudgeDriftByTheTable() {
        HardwareDocument enrolled = Bench.document(Bench.MACHINE);
        Object[][] table = {
            {List.of(), Drift.Verdict.MATCH},
            {List.of(Component.MAC), Drift.Verdict.DEGRADED},
            {List.of(Component.DISK), Drift.Verdict.DEGRADED},
            {List.of(Component.MAC, Component.DISK), Drift.Verdict.REBIND_REQUIRED},
            {List.of(Component.CPU), Drift.Verdict.REBIND_REQUIRED},
            {List.of(Component.TPM), Drift.Verdict.REBIND_REQUIRED},
            {List.of(Component.DONGLE), Drift.Verdict.REBIND_REQUIRED},
            {List.of(Component.CPU, Component.TPM), Drift.Verdict.REBIND_REQUIRED},
        };
        for (Object[] row : table) {
            List<?> changed = (List<?>) row[0];
            Map<Component, List<String>> parts = Bench.parts("1", "3c:fd:fe:00:00:01");
            changed.forEach(
                    c ->
                            parts.put(
                                    (Component) c,
                                    Bench.parts("9", "3c:fd:fe:00:00:99")
                                                    .get(c)
                                                    .get(0)
                                                    .equals(parts.get(c).get(0))
                                            ? List.of("AMD EPYC 7763")
                                            : Bench.parts("9", "3c:fd:fe:00:00:99").get(c)));
            Drift drift = enrolled.drift(HardwareReading.of(parts));
            assertThat(drift.verdict()).as("%s", changed).isEqualTo(row[1]);
            assertThat(List.<Object>copyOf(drift.changed())).hasSameElementsAs(changed);
        }
    }

    @Test
    void shouldTolerateNoReplacementThatLeavesTheProcessorAlone() {
        for (Component only : List.of(Component.MAC, Component.DISK)) {
            Map<Component, List<String>> few = Bench.parts("1", "3c:fd:fe:00:00:01");
            few.keySet().retainAll(List.of(Component.CPU, only));
            HardwareDocument enrolled = Bench.document(HardwareReading.of(few));
            assertThat(enrolled.drift(HardwareReading.of(few)).verdict())
                    .isEqualTo(Drift.Verdict.MATCH);

            Map<Component, List<String>> sibling = Bench.parts("1", "3c:fd:fe:00:00:01");
            sibling.keySet().retainAll(List.of(Component.CPU, only));
            sibling.put(only, Bench.parts("9", "3c:fd:fe:00:00:99").get(only));
            Drift drift = enrolled.drift(HardwareReading.of(sibling));
            assertThat(drift.verdict()).as("%s", only).isEqualTo(Drift.Verdict.REBIND_REQUIRED);
            assertThat(drift.tolerated()).isEmpty();
        }
    }
}
