package io.gatehouse.adapter.licensing.fingerprint;

import io.gatehouse.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What changed between the machine that was enrolled and this one.
 *
 * @param changed components that differ, in the order of {@link Component}
 * @param tolerated those of them that a repair may change
 */
public record Drift(Verdict verdict, List<Component> changed, List<Component> tolerated) {

    /** What follows from it. */
    public enum Verdict {
        /** The same machine. */
        MATCH,
        /** The same machine with a part replaced: it goes on, and somebody should look. */
        DEGRADED,
        /** Not known as the same machine: a new licence is needed. */
        REBIND_REQUIRED;

        /** Name in reports. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Set<Component> REPLACEABLE = EnumSet.of(Component.MAC, Component.DISK);

    public Drift {
        changed = changed.stream().sorted().toList();
        tolerated = tolerated.stream().sorted().toList();
    }

    /**
     * The verdict for the hardware document. One replaceable part may differ, while another part
     * than the processor is found again: where the card is all that tells two machines of a series
     * apart, a licence that outlived its replacement would count on both. The existing tool
     * tolerates disk and card at once, which is every part that two machines of a series differ in.
     *
     * @param found enrolled components that were found again
     */
    static Drift ofHardware(List<Component> changed, Set<Component> found) {
        if (changed.isEmpty()) {
            return new Drift(Verdict.MATCH, changed, List.of());
        }
        boolean identified = found.stream().anyMatch(part -> part != Component.CPU);
        return changed.size() == 1 && REPLACEABLE.containsAll(changed) && identified
                ? new Drift(Verdict.DEGRADED, changed, changed)
                : new Drift(Verdict.REBIND_REQUIRED, changed, List.of());
    }

    /** As {@code {status, changed_components, tolerated, blocked}}. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("status", verdict.text())
                .put("changed_components", names(changed))
                .put("tolerated", names(tolerated))
                .put(
                        "blocked",
                        names(changed.stream().filter(c -> !tolerated.contains(c)).toList()))
                .build();
    }

    private static List<String> names(List<Component> components) {
        return components.stream().map(Component::text).toList();
    }
}
