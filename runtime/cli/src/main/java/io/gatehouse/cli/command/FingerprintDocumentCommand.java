package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.fingerprint.Component;
import io.gatehouse.adapter.licensing.fingerprint.DeviceDocument;
import io.gatehouse.adapter.licensing.fingerprint.HardwareDocument;
import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import io.gatehouse.adapter.licensing.fingerprint.StableFingerprint;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.OemDesk;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fingerprint document}: the signed document of this machine. */
@Command(
        name = "document",
        description =
                "Writes this machine's signed fingerprint document: 0 written, 1 too little identifies it, 3 undecided.")
public final class FingerprintDocumentCommand extends FingerprintVerb {

    private static final String SCHEMA = "gatehouse.fingerprint-document/1";

    @Option(
            names = "--form",
            paramLabel = "FORM",
            defaultValue = "HARDWARE",
            description =
                    "hardware: for licences; stable: outlives a repair; device: for the existing tools alone (default: ${DEFAULT-VALUE}).")
    private Form form;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The file to make; one that exists is never overwritten.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        Path target = target(out);
        try (OemDesk desk = desk()) {
            ToolKey key =
                    desk.licences()
                            .fingerprintSigner(now())
                            .orElseThrow(
                                    () ->
                                            Unanswerable.undecided(
                                                    text("fingerprint.no-key"), List.of()));
            Judged<byte[]> made = made(machine(), now().truncatedTo(ChronoUnit.SECONDS), key);
            if (made.value().isEmpty()) {
                return refused(SCHEMA, made.findings());
            }
            DurableFiles.createDirectories(target.getParent());
            DurableFiles.create(target, made.value().get());
            String digest = Digest.sha384(made.value().get()).value();
            Output output = output();
            output.say("oem.written", target);
            output.line(digest);
            output.json(
                    SCHEMA,
                    JsonObject.builder()
                            .put("exit", ExitCodes.ALLOWED)
                            .put("form", form.name().toLowerCase(Locale.ROOT))
                            .put("file", target.toString())
                            .put("sha384", digest)
                            .put("key_id", key.id())
                            .build());
            return ExitCodes.ALLOWED;
        } catch (FileAlreadyExistsException e) {
            throw Unanswerable.conflict(text("oem.exists", out));
        }
    }

    private Judged<byte[]> made(HardwareReading reading, Instant now, ToolKey key)
            throws Unanswerable {
        boolean documented =
                reading.values().keySet().stream().anyMatch(Component::inHardwareDocument);
        return switch (form) {
            case STABLE -> {
                Judged<StableFingerprint> enrolled = StableFingerprint.enrol(reading, now, key);
                yield enrolled.value()
                        .map(known -> Judged.accepted(known.fileBytes()))
                        .orElseGet(() -> Judged.refused(enrolled.findings()));
            }
            case HARDWARE -> {
                if (!documented) {
                    throw Unanswerable.undecided(text("fingerprint.nothing"), List.of());
                }
                yield Judged.accepted(HardwareDocument.sign(reading, now, key).fileBytes());
            }
            case DEVICE ->
                    Judged.accepted(DeviceDocument.sign(factors(reading), now, key).fileBytes());
        };
    }

    /** As the existing tool names them, without the host's name and the kernel's release. */
    private static JsonObject factors(HardwareReading reading) {
        JsonObject.Builder made = JsonObject.builder();
        reading.first(Component.BOARD)
                .or(() -> reading.first(Component.CPU))
                .ifPresent(id -> made.put("cpu_id", id));
        made.put(
                "mac_addresses",
                reading.of(Component.MAC).stream().map(Component.MAC::normalize).sorted().toList());
        reading.first(Component.TPM).ifPresent(id -> made.put("tpm", id));
        reading.first(Component.DONGLE).ifPresent(id -> made.put("dongle", id));
        return made.build();
    }
}
