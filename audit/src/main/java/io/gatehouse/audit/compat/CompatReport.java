package io.gatehouse.audit.compat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The document of {@code --report-output}, version 1; without the parts about risk profiles. */
final class CompatReport {

    private final Map<String, CompatValue> members = new LinkedHashMap<>();
    private Optional<CompatValue> validation = Optional.empty();

    CompatReport(String path, Instant now, LogReading reading) {
        members.put("report_version", CompatValue.of(1));
        members.put("generated_at", CompatValue.of(PythonTime.text(now)));
        members.put("path", CompatValue.of(path));
        members.put("entries", CompatValue.of(reading.entries()));
        members.put("verified_entries", CompatValue.of(reading.verified()));
        members.put(
                "metadata",
                reading.metadata().map(m -> dated(m, now)).orElse(CompatValue.Dict.EMPTY));
    }

    private static CompatValue.Dict dated(CompatValue.Dict metadata, Instant now) {
        return metadata.find("verified_at").isPresent()
                ? metadata
                : metadata.with("verified_at", CompatValue.of(PythonTime.text(now)));
    }

    void summaryValidated(String path, CompatValue.Dict file, CompatValue promised) {
        Map<String, CompatValue> value = new LinkedHashMap<>();
        value.put("path", CompatValue.of(path));
        CompatValue signature = file.get("signature");
        value.put("signed", new CompatValue.Bool(!signature.isNull()));
        if (signature.isTruthy()) {
            value.put("signature", signature);
        }
        if (promised.isTruthy()) {
            value.put("metadata_signature", promised);
        }
        file.dict("metadata")
                .flatMap(m -> m.dict("risk_profile_summary"))
                .ifPresent(s -> value.put("risk_profile_summary", s));
        validation = Optional.of(new CompatValue.Dict(value));
    }

    String text(
            Optional<CompatValue.Dict> summary,
            Map<String, BigInteger> most,
            Map<String, BigInteger> least)
            throws CompatFailure {
        Map<String, CompatValue> all = new LinkedHashMap<>(members);
        summary.ifPresent(s -> all.put("summary", s));
        validation.ifPresent(v -> all.put("summary_validation", v));
        counts("enforced_event_limits", most, all);
        counts("enforced_event_minimums", least, all);
        return CompatPrinter.INDENTED.text(new CompatValue.Dict(all)) + "\n";
    }

    private static void counts(
            String name, Map<String, BigInteger> counts, Map<String, CompatValue> into) {
        if (!counts.isEmpty()) {
            Map<String, CompatValue> value = new LinkedHashMap<>();
            counts.forEach((event, count) -> value.put(event, new CompatValue.Int(count)));
            into.put(name, new CompatValue.Dict(value));
        }
    }
}
