package io.gatehouse.embedded.oem;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.InputFiles;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.SealedState;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.licence.Activation;
import io.gatehouse.adapter.licensing.licence.LicenceCheck;
import io.gatehouse.adapter.licensing.licence.SeenClock;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What this machine remembers of time and licences, coded with its own key, below {@code
 * var/gatehouse/licences}. Thread-safe.
 *
 * <p>It begins once, by {@link #enrol}: a memory that began by itself whenever it is missing could
 * be made to forget by deleting it.
 */
public final class DeviceMemory {

    private static final int LARGEST = 64 * 1024;

    private final Path folder;
    private final Path time;
    private final Path active;
    private final LicenceKeys keys;
    private final InstantSource clock;

    public DeviceMemory(Workspace workspace, LicenceKeys keys, InstantSource clock) {
        this.folder = workspace.state().resolve("licences");
        this.time = folder.resolve("seen-time.json");
        this.active = folder.resolve("activation.json");
        this.keys = keys;
        this.clock = clock;
    }

    /** Whether the machine was enrolled: whether there is anything to remember. */
    public boolean isEnrolled() {
        return Files.exists(time, LinkOption.NOFOLLOW_LINKS)
                || Files.exists(active, LinkOption.NOFOLLOW_LINKS);
    }

    /** Begins to remember, once. */
    public Judged<Instant> enrol() {
        Optional<SeenClock> clocks = clock();
        Optional<SealedState> state = state(active, Activation.SCHEMA, Area.LICENCE);
        if (clocks.isEmpty() || state.isEmpty()) {
            return noKey();
        }
        Judged<Instant> begun = clocks.get().begin();
        if (begun.value().isEmpty()) {
            return begun;
        }
        Judged<JsonObject> made = state.get().begin(JsonObject.EMPTY);
        return made.value().isPresent() ? begun : Judged.refused(made.findings());
    }

    /** The time that counts: never before one that was seen here. */
    public Judged<Instant> now() {
        return clock().map(SeenClock::now).orElseGet(DeviceMemory::noKey);
    }

    /** The time that counts where something was enrolled, and else the clock's. */
    Judged<Instant> timeOrClock() {
        return isEnrolled() ? now() : Judged.accepted(clock.instant());
    }

    /** Where this machine's memory lies. */
    Path folder() {
        return folder;
    }

    /** Puts a licence into force here, after all that the check demands. */
    public Judged<LicenceCheck.Verdict> activate(LicenceCheck check, LicenceCheck.Case given) {
        Optional<SeenClock> clocks = clock();
        Optional<SealedState> state = state(active, Activation.SCHEMA, Area.LICENCE);
        return clocks.isEmpty() || state.isEmpty()
                ? noKey()
                : new Activation(check, clocks.get(), state.get()).activate(given);
    }

    private Optional<SeenClock> clock() {
        return state(time, SeenClock.SCHEMA, Area.CLOCK).map(held -> new SeenClock(held, clock));
    }

    Optional<SealedState> state(Path file, String schema, Area area) {
        return key(file).map(key -> new SealedState(file, schema, key, area));
    }

    /** The key that the file names, after a rotation too; for a new file the one that signs now. */
    private Optional<ToolKey> key(Path file) {
        Instant now = clock.instant();
        return named(file)
                .flatMap(id -> keys.deviceStates(now).find(id))
                .or(() -> keys.deviceStateSigner(now));
    }

    /** Without its key this machine remembers nothing, and so licenses nothing. */
    static <T> Judged<T> noKey() {
        return Judged.refused(
                Area.KEYS.finding(
                        "no-device-key",
                        OemPurposes.DEVICE_STATE.value(),
                        "a key of this purpose that was adopted and is at hand",
                        "none",
                        "make one with 'gatehouse key new --purpose evidence:device-state', and"
                                + " adopt it"));
    }

    private static Optional<String> named(Path file) {
        try {
            return InputFiles.read(file, LARGEST)
                    .filter(bytes -> bytes.length <= LARGEST)
                    .map(StrictJson::readSigned)
                    .filter(JsonReading.Parsed.class::isInstance)
                    .map(reading -> ((JsonReading.Parsed) reading).value())
                    .filter(JsonObject.class::isInstance)
                    .flatMap(value -> ((JsonObject) value).object("signature"))
                    .flatMap(signature -> signature.text("key_id"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
