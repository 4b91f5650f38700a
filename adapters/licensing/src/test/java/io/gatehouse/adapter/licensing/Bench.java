package io.gatehouse.adapter.licensing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.licensing.fingerprint.Component;
import io.gatehouse.adapter.licensing.fingerprint.Hardware;
import io.gatehouse.adapter.licensing.fingerprint.HardwareDocument;
import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import io.gatehouse.adapter.licensing.licence.Licence;
import io.gatehouse.adapter.licensing.licence.LicenceIssuer;
import io.gatehouse.adapter.licensing.licence.LicenceRequest;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** Keys, machines, a clock and licences for tests. */
public final class Bench {

    public static final Instant NOW = Instant.parse("2026-01-20T12:00:00Z");

    public static final ToolKey LICENCE_KEY = key("lic-1", "license-key-of-the-bench-0123456789ab");
    public static final ToolKey FINGERPRINT_KEY =
            key("fp-1", "fingerprint-key-of-the-bench-0123456789ab");
    public static final ToolKey REVOCATION_KEY =
            key("rev-1", "revocation-key-of-the-bench-0123456789ab");
    public static final ToolKeys LICENCE_KEYS = new ToolKeys(Set.of(LICENCE_KEY));
    public static final ToolKeys FINGERPRINT_KEYS = new ToolKeys(Set.of(FINGERPRINT_KEY));
    public static final ToolKeys REVOCATION_KEYS = new ToolKeys(Set.of(REVOCATION_KEY));

    public static final HardwareReading MACHINE = machine("1", "3c:fd:fe:00:00:01");
    public static final HardwareReading OTHER = machine("2", "3c:fd:fe:00:00:02");

    /** A clock that shows what it is set to. */
    public static final class SetClock implements InstantSource {
        public Instant time = NOW;

        @Override
        public Instant instant() {
            return time;
        }
    }

    private Bench() {}

    public static ToolKey key(String id, String secret) {
        return new ToolKey(id, SecretBytes.copyOf(secret.getBytes(StandardCharsets.UTF_8)));
    }

    public static HardwareReading machine(String serial, String... macs) {
        return HardwareReading.of(parts(serial, macs));
    }

    /** Hardware that is always this. */
    public static Hardware fixed(HardwareReading reading) {
        return () -> reading;
    }

    public static Map<Component, List<String>> parts(String serial, String... macs) {
        Map<Component, List<String>> parts = new EnumMap<>(Component.class);
        parts.put(Component.CPU, List.of("Intel(R) Xeon(R) Silver 4210R"));
        parts.put(Component.BOARD, List.of("BOARD-77A" + serial));
        parts.put(Component.DISK, List.of("WD-SER-9" + serial));
        parts.put(Component.MAC, List.of(macs));
        parts.put(Component.TPM, List.of("IFX-EK-5" + serial));
        parts.put(Component.DONGLE, List.of("DONGLE-3" + serial));
        return parts;
    }

    public static HardwareDocument document(HardwareReading reading) {
        return HardwareDocument.sign(reading, NOW, FINGERPRINT_KEY);
    }

    public static LicenceRequest request(String profile, String at) {
        return new LicenceRequest(
                "jan",
                Optional.of(at),
                profile,
                "usb",
                "security",
                "1.2.3",
                365,
                List.of("ui", "daemon", "ui"),
                Optional.of(2L),
                Optional.of("zażółć"),
                document(MACHINE).json());
    }

    public static Licence licence(LicenceRequest request, Instant issued) {
        return accepted(
                new LicenceIssuer(FINGERPRINT_KEYS, bytes -> Set.of("ewa"))
                        .issue(request, LICENCE_KEY, issued));
    }

    public static byte[] revocations(Instant generated, String... ids) {
        return CanonicalJson.bytes(
                REVOCATION_KEY.seal(
                        JsonObject.builder()
                                .put("generated_at", Timestamps.format(generated))
                                .put("revoked", List.of(ids))
                                .build()));
    }

    public static <T> T accepted(Judged<T> judged) {
        assertThat(judged.findings()).isEmpty();
        return judged.value().orElseThrow();
    }

    public static List<String> codes(Judged<?> judged) {
        return judged.findings().stream().map(finding -> finding.code()).toList();
    }

    /** A file of the existing tools; the test is skipped where they are not. */
    public static byte[] interop(String name) {
        Path folder = Path.of("../../../shared/interop");
        Assumptions.assumeTrue(Files.isDirectory(folder), "the existing tools' files are absent");
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonObject json(byte[] bytes) {
        return StrictJson.readEvidence(bytes).objectOrThrow();
    }

    /** The keys of the existing tools' cases. */
    public static ToolKeys interopKeys(String... ids) {
        return new ToolKeys(List.of(ids).stream().map(id -> key(id, interopSecret(id))).toList());
    }

    /** The secret of one of them, which is text. */
    public static String interopSecret(String id) {
        JsonObject keys = json(interop("license/results.json")).object("keys").orElseThrow();
        return new String(
                HexFormat.of().parseHex(keys.requireText(id).substring("hex:".length())),
                StandardCharsets.UTF_8);
    }

    /** The machine of one of the existing tools' hardware documents. */
    public static HardwareReading interopMachine(String file) {
        JsonObject components =
                json(interop(file))
                        .object("payload")
                        .flatMap(payload -> payload.object("components"))
                        .orElseThrow();
        Map<Component, List<String>> parts = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            components
                    .object(component.text())
                    .map(one -> one.requireText("raw"))
                    .ifPresent(raw -> parts.put(component, List.of(raw)));
        }
        return HardwareReading.of(parts);
    }
}
