package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.adapter.licensing.fingerprint.DeviceDocument;
import io.gatehouse.adapter.licensing.fingerprint.Drift;
import io.gatehouse.adapter.licensing.fingerprint.HardwareDocument;
import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import io.gatehouse.adapter.licensing.fingerprint.StableFingerprint;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** What the verbs of fingerprints share. */
abstract class FingerprintVerb extends OemVerb {

    @Option(
            names = "--dongle",
            paramLabel = "FILE",
            description = "File whose first line identifies the dongle of this machine.")
    private Optional<Path> dongle = Optional.empty();

    /** The forms of documents. */
    enum Form {
        HARDWARE,
        STABLE,
        DEVICE
    }

    /**
     * A document whose code and form were verified.
     *
     * @param drift against a machine; empty where the form does not lend itself to it
     */
    record Known(
            Form form,
            String name,
            Instant made,
            Optional<Function<HardwareReading, Drift>> drift) {}

    final HardwareReading machine() {
        return around().hardware().apply(dongle.map(this::file)).read();
    }

    /** Reads a document in whichever form it is. */
    final Judged<Known> read(Path file, ToolKeys keys) throws Unanswerable {
        byte[] bytes = bytes(file, Envelope.LARGEST);
        String subject = String.valueOf(file.getFileName());
        JsonObject payload =
                StrictJson.readSigned(bytes) instanceof JsonReading.Parsed parsed
                                && parsed.value() instanceof JsonObject whole
                        ? whole.object("payload").orElse(JsonObject.EMPTY)
                        : JsonObject.EMPTY;
        if (payload.has("schema")) {
            return stable(StableFingerprint.read(subject, bytes, keys), keys);
        }
        return payload.has("factors")
                ? device(DeviceDocument.read(subject, bytes, keys))
                : hardware(HardwareDocument.read(subject, bytes, keys));
    }

    private static Judged<Known> stable(Judged<StableFingerprint> read, ToolKeys keys) {
        return read.value()
                .map(
                        known ->
                                Judged.accepted(
                                        new Known(
                                                Form.STABLE,
                                                known.device(),
                                                known.created(),
                                                keyOf(known, keys).map(drift(known)))))
                .orElseGet(() -> Judged.refused(read.findings()));
    }

    private static Optional<ToolKey> keyOf(StableFingerprint known, ToolKeys keys) {
        return known.json()
                .object("signature")
                .flatMap(signature -> signature.text("key_id"))
                .flatMap(keys::find);
    }

    private static Function<ToolKey, Function<HardwareReading, Drift>> drift(
            StableFingerprint known) {
        return key -> reading -> known.drift(reading, key);
    }

    private static Judged<Known> hardware(Judged<HardwareDocument> read) {
        return read.value()
                .map(
                        known ->
                                Judged.accepted(
                                        new Known(
                                                Form.HARDWARE,
                                                known.value(),
                                                known.collected(),
                                                Optional.of(known::drift))))
                .orElseGet(() -> Judged.refused(read.findings()));
    }

    private static Judged<Known> device(Judged<DeviceDocument> read) {
        return read.value()
                .map(
                        known ->
                                Judged.accepted(
                                        new Known(
                                                Form.DEVICE,
                                                known.fingerprint(),
                                                known.created(),
                                                Optional.empty())))
                .orElseGet(() -> Judged.refused(read.findings()));
    }

    static List<List<String>> rows(Known known) {
        return List.of(
                List.of("  form", known.form().name().toLowerCase(Locale.ROOT)),
                List.of("  fingerprint", known.name()),
                List.of("  made", known.made().toString()));
    }
}
