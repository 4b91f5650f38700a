package io.gatehouse.embedded.oem;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.InputFiles;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.licence.KeySchedule;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * When licence keys were rotated: what the ring says of each key, and for those taken over from the
 * existing tools what their registry {@code var/security/rotation_log.json} says. Thread-safe.
 *
 * <p>A key of ours is as old as its adopted first day, whatever the file says: the existing
 * provisioner dates a key anew with each signature, and would keep a worn key fresh for ever.
 */
public final class RotationRecord implements Supplier<Judged<KeySchedule>> {

    private static final int LARGEST = 1024 * 1024;

    private final Path file;
    private final Supplier<KeyRing> ring;

    public RotationRecord(Workspace workspace, Supplier<KeyRing> ring) {
        this.file = workspace.root().resolve("var/security/rotation_log.json");
        this.ring = ring;
    }

    /** The schedule as it is now; refused when the file is there and cannot be understood. */
    @Override
    public Judged<KeySchedule> get() {
        Optional<byte[]> bytes;
        try {
            bytes = InputFiles.read(file, LARGEST);
        } catch (IOException e) {
            return Judged.refused(
                    Area.KEYS.finding(
                            "malformed",
                            String.valueOf(file.getFileName()),
                            "an object of times by key and purpose",
                            "no file that can be read",
                            "restore the rotation registry"));
        }
        Judged<KeySchedule> read =
                bytes.map(b -> KeySchedule.read(String.valueOf(file.getFileName()), b))
                        .orElseGet(() -> Judged.accepted(new KeySchedule(JsonObject.EMPTY)));
        return read.value().map(known -> Judged.accepted(withRing(known))).orElse(read);
    }

    private KeySchedule withRing(KeySchedule recorded) {
        KeySchedule made = recorded;
        for (KeyEntry key : ring.get().keys()) {
            Instant from = key.validity().notBefore();
            // a key that was taken over counts from the epoch on: its age is not known from here
            if (key.purpose().equals(OemPurposes.LICENCES) && !from.equals(Instant.EPOCH)) {
                Instant told =
                        recorded.rotated()
                                .text(key.id().value() + "::" + KeySchedule.LICENCES)
                                .flatMap(Timestamps::parse)
                                .filter(from::isAfter)
                                .orElse(from);
                made = made.rotated(key.id().value(), KeySchedule.LICENCES, told);
            }
        }
        return made;
    }
}
