package io.gatehouse.demo.standin;

import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.fingerprint.Component;
import io.gatehouse.adapter.licensing.fingerprint.HardwareDocument;
import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * A device that the demo invents, so that it runs alike on every machine; its document is made and
 * signed as {@code gatehouse fingerprint document} makes that of a real one.
 */
public final class DemoDevice {

    /** The document, where the definition of gate paper has it. */
    public static final String FILE = "evidence/device/fingerprint.json";

    private DemoDevice() {}

    /**
     * Writes the document of a device and gives its fingerprint, {@code sha256:} and hex.
     *
     * @param name what makes this device another than others
     */
    public static String create(Path workspace, String name, Instant now) throws IOException {
        try (ToolKey key = DemoSecrets.FINGERPRINT.toolKey(workspace)) {
            HardwareDocument document =
                    HardwareDocument.sign(parts(name), now.truncatedTo(ChronoUnit.SECONDS), key);
            Path file = workspace.resolve(FILE);
            Files.createDirectories(file.getParent());
            DurableFiles.replace(file, document.lineBytes());
            return "sha256:" + document.value();
        }
    }

    /** The fingerprint of the device of that name: it depends on the parts alone. */
    public static String fingerprint(String name) {
        byte[] any = new byte[48];
        new SecureRandom().nextBytes(any);
        try (ToolKey key = new ToolKey("any", SecretBytes.copyOf(any))) {
            return "sha256:" + HardwareDocument.sign(parts(name), Instant.EPOCH, key).value();
        }
    }

    /** What a look at the invented device shows. */
    public static HardwareReading parts(String name) {
        String hex = Digest.sha256(name.getBytes(StandardCharsets.UTF_8)).hex();
        return HardwareReading.of(
                Map.of(
                        Component.CPU, List.of("intel invented " + name),
                        Component.TPM, List.of("invented tpm " + name),
                        Component.MAC, List.of("3c52" + hex.substring(0, 8)),
                        Component.DISK, List.of("invented disk " + name),
                        Component.DONGLE, List.of("invented dongle " + name)));
    }
}
