package io.gatehouse.demo.standin;

import static io.gatehouse.demo.standin.ReportText.pretty;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * The fingerprint document of a device that the demo invents, in the form of the vendor's hardware
 * service: components, their digests, and the digest of these.
 */
public final class DemoDevice {

    static final String FILE = "demo/device.json";

    private static final List<String> COMPONENTS = List.of("cpu", "disk", "dongle", "mac", "tpm");

    private DemoDevice() {}

    /**
     * Writes the document of a device and gives its fingerprint, {@code sha256:} and hex.
     *
     * @param name what makes this device another than others
     */
    public static String create(Path workspace, String name, Instant now) throws IOException {
        JsonObject.Builder parts = JsonObject.builder();
        for (String component : COMPONENTS) {
            String text = "invented " + component + " " + name;
            String normalized = text.toLowerCase(Locale.ROOT);
            parts.put(
                    component,
                    JsonObject.builder()
                            .put("raw", text)
                            .put("normalized", normalized)
                            .put("digest", hex(normalized))
                            .build());
        }
        JsonObject payload =
                JsonObject.builder()
                        .put("version", 1)
                        .put("collected_at", now.truncatedTo(ChronoUnit.SECONDS).toString())
                        .put("components", parts.build())
                        .put("component_digests", digests(name))
                        .put(
                                "fingerprint",
                                JsonObject.builder()
                                        .put("algorithm", "sha256")
                                        .put("value", value(name))
                                        .build())
                        .build();
        Path file = workspace.resolve(FILE);
        Files.createDirectories(file.getParent());
        DurableFiles.replace(
                file,
                pretty(DemoSecrets.FINGERPRINT.envelope(workspace, payload))
                        .getBytes(StandardCharsets.UTF_8));
        return fingerprint(name);
    }

    /** The fingerprint of the device of that name. */
    static String fingerprint(String name) {
        return "sha256:" + value(name);
    }

    private static String value(String name) {
        JsonObject whole =
                JsonObject.builder().put("components", digests(name)).put("version", 1).build();
        return Digest.sha256(CanonicalJson.bytes(whole)).hex();
    }

    private static JsonObject digests(String name) {
        JsonObject.Builder digests = JsonObject.builder();
        COMPONENTS.forEach(
                component ->
                        digests.put(
                                component,
                                hex(
                                        ("invented " + component + " " + name)
                                                .toLowerCase(Locale.ROOT))));
        return digests.build();
    }

    private static String hex(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
