package io.gatehouse.audit.compat;

import java.util.Optional;
import java.util.Set;

/** What the checks after the last line still need of an entry that is no metadata. */
record Snapshot(
        Optional<String> severity,
        CompatValue event,
        Optional<CompatValue.Dict> screen,
        CompatValue timestamp,
        CompatValue fps) {

    private static final Set<String> SCREEN_MEMBERS =
            Set.of(
                    "index",
                    "name",
                    "manufacturer",
                    "model",
                    "refresh_hz",
                    "device_pixel_ratio",
                    "resolution");

    static Snapshot of(CompatValue.Dict entry) {
        return new Snapshot(
                PythonText.severity(entry.get("severity")),
                entry.get("event"),
                entry.dict("screen"),
                entry.get("timestamp"),
                entry.get("fps"));
    }

    boolean hasScreen() {
        return screen.filter(s -> s.members().keySet().stream().anyMatch(SCREEN_MEMBERS::contains))
                .isPresent();
    }
}
