package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The licence is for the device that was looked at, and that is the device of this installation
 * (runbook 2.3, plan: licences bound to the device).
 *
 * <p>The fingerprint document must be genuine and of now: a licence that was copied to another
 * machine together with the document of the first would otherwise pass there. The device that a
 * bundle was made for is asked for where its {@code fingerprint.expected.json} is given; that
 * file's own signature belongs to the bundle and is judged with it. Whether the licence is in
 * force, {@link LicenceValid} asks.
 *
 * <p>With {@code activation}, a device whose parts are too few is licensed only by the record of an
 * activation for which a dongle or a one-time code was shown.
 */
public final class DeviceLicensed extends AbstractRule {

    private static final String ACTIVATION = "activation";
    private static final Set<String> EXPECTED = Set.of("fingerprint", "generated_at");

    DeviceLicensed() {
        super(
                "device-licensed",
                false,
                "The licence is for the device of this installation, as a fresh look at it shows.",
                Parameter.required(
                        "fingerprint",
                        Parameter.Kind.ARTEFACT,
                        "the signed fingerprint document of the device"),
                Parameter.optional(
                        "expected",
                        Parameter.Kind.ARTEFACT,
                        "fingerprint.expected.json of the bundle"),
                Parameter.optional(
                        ACTIVATION,
                        Parameter.Kind.ARTEFACT,
                        "the record of the activation; asked for where the device's parts are too"
                                + " few to identify it"),
                Parameter.required("licence", Parameter.Kind.ARTEFACT, "the licence, one file"),
                Parameter.required(
                        "max-age", Parameter.Kind.DURATION, "greatest age of the document"));
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public boolean canStand() {
        return true;
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        String device = inspection.context().installation().governance().device();
        if (device.isBlank()) {
            inspection.error(
                    "no-device",
                    "installation",
                    "a device fingerprint",
                    "none",
                    "found the installation anew");
            return;
        }
        Optional<DeviceFingerprint> document =
                file(inspection, given, "fingerprint")
                        .flatMap(f -> DeviceFingerprint.read(inspection, f));
        document.ifPresent(d -> age(inspection, d, given.duration("max-age").orElseThrow()));
        Optional<Observation> file = file(inspection, given, "licence");
        Optional<Licence> licence = file.flatMap(f -> licence(inspection, f));
        if (licence.isPresent()) {
            String path = file.get().item().path();
            document.filter(d -> !d.isNamed(licence.get().fingerprint()))
                    .ifPresent(d -> refuse(inspection, path, d, licence.get().fingerprint()));
            if (!licence.get().isFor(device)) {
                inspection.fail(
                        "other-device",
                        path,
                        "a licence for the device of this installation, " + device,
                        Shown.text(licence.get().fingerprint()),
                        "license this device by its own fingerprint document");
            }
        }
        document.ifPresent(d -> activated(inspection, given, d, licence));
        if (given.artefact("expected").isPresent()) {
            file(inspection, given, "expected").ifPresent(f -> expected(inspection, f, document));
        }
    }

    /** A copied licence would pass on a sibling of the series that nothing tells from this one. */
    private static void activated(
            Inspection inspection,
            Reading given,
            DeviceFingerprint document,
            Optional<Licence> licence) {
        Optional<ArtefactId> artefact = given.artefact(ACTIVATION);
        if (artefact.isEmpty()) {
            return;
        }
        if (!inspection.context().evidence(artefact.get()).isEmpty()) {
            file(inspection, given, ACTIVATION)
                    .ifPresent(f -> ActivationProof.judge(inspection, f, document, licence));
        } else if (document.isWeak()) {
            inspection.fail(
                    "weak-device",
                    document.path(),
                    "parts that identify the device, its dongle, or an activation with a code",
                    "only " + new TreeSet<>(document.parts()),
                    "activate the licence there with a dongle or a one-time code, and attach"
                            + " var/licenses/active/activation.json");
        }
    }

    private static Optional<Observation> file(Inspection inspection, Reading given, String name) {
        return OneFile.readable(inspection, given.artefact(name).orElseThrow());
    }

    private static void age(Inspection inspection, DeviceFingerprint document, Duration limit) {
        Instant now = inspection.context().asOf();
        if (document.made().isAfter(now.plus(Statement.SKEW))) {
            // a document from the future would stay fresh for as long as its writer likes
            inspection.error(
                    "future-dated",
                    document.path(),
                    "a time not after " + now,
                    document.made().toString(),
                    "mend the clock");
        } else if (document.made().isBefore(now.minus(limit))) {
            inspection.fail(
                    "stale",
                    document.path(),
                    "a look at the device since " + now.minus(limit),
                    document.made().toString(),
                    "make the document again with 'gatehouse fingerprint document'");
        }
    }

    /** Another's licence says nothing about its device, so its code is asked for here too. */
    private static Optional<Licence> licence(Inspection inspection, Observation file) {
        String path = file.item().path();
        Optional<CodedEnvelope> envelope = CodedEnvelope.read(inspection, file);
        Instant now = inspection.context().asOf();
        return envelope.flatMap(e -> Licence.read(inspection, path, e.payload()))
                .filter(l -> envelope.get().isValid(inspection, path, Licence.PURPOSES, now));
    }

    private static void refuse(
            Inspection inspection, String path, DeviceFingerprint document, String licensed) {
        inspection.fail(
                "fingerprint-differs",
                path,
                document.value() + " of " + document.path(),
                Shown.text(licensed),
                "license this device by its own fingerprint document");
    }

    private static void expected(
            Inspection inspection, Observation file, Optional<DeviceFingerprint> document) {
        String path = file.item().path();
        Optional<JsonValue> value = inspection.json(file);
        if (value.isEmpty()) {
            return;
        }
        JsonObject expected = value.get() instanceof JsonObject o ? o : JsonObject.EMPTY;
        Optional<String> fingerprint = expected.text("fingerprint");
        if (!expected.names().equals(EXPECTED)
                || fingerprint.isEmpty()
                || expected.text("generated_at").flatMap(Timestamps::parse).isEmpty()) {
            inspection.malformed(path, "exactly fingerprint and generated_at", "another form");
            return;
        }
        document.filter(d -> !d.isNamed(fingerprint.get()))
                .ifPresent(
                        d ->
                                inspection.fail(
                                        "bundle-for-another-device",
                                        path,
                                        d.value() + " of " + d.path(),
                                        Shown.text(fingerprint.get()),
                                        "build the bundle for this device"));
    }
}
