package io.gatehouse.cli.command;

import io.gatehouse.cli.Output;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Grant;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.EnvironmentState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One decision log in short, by what the journal says of it.
 *
 * @param counts of lines by kind and status
 * @param granting the last line of kind decision
 * @param revocations lines that took something back after it
 */
record LogDigest(
        LogName log,
        List<LineAppended> lines,
        SortedMap<String, Long> counts,
        Optional<LineAppended> granting,
        List<LineAppended> revocations) {

    static LogDigest of(LogName log, List<LineAppended> lines) {
        SortedMap<String, Long> counts = new TreeMap<>();
        Optional<LineAppended> granting = Optional.empty();
        List<LineAppended> revocations = new ArrayList<>();
        for (LineAppended line : lines) {
            String kind = line.line().text("kind").orElse("none");
            counts.merge(kind + " " + status(line), 1L, Long::sum);
            if (kind.equals("decision")) {
                granting = Optional.of(line);
                revocations.clear();
            } else if (kind.equals("revocation")) {
                revocations.add(line);
            }
        }
        return new LogDigest(log, List.copyOf(lines), counts, granting, List.copyOf(revocations));
    }

    private static String status(LineAppended line) {
        return line.line().text("status").orElse("none");
    }

    private static String place(LineAppended line) {
        return "#" + line.index() + " " + status(line) + " " + time(line);
    }

    private static String time(LineAppended line) {
        return line.line().text("timestamp").orElse("");
    }

    void say(Output output) {
        output.say("log.summary.head", log + ".jsonl", lines.size(), head());
        output.table(
                counts.entrySet().stream()
                        .map(e -> List.of("  " + e.getKey(), Long.toString(e.getValue())))
                        .toList());
        if (granting.isPresent()) {
            output.say("log.summary.granting", place(granting.get()));
        } else {
            output.say("log.summary.never");
        }
        revocations.forEach(line -> output.say("log.summary.revoked", place(line)));
    }

    private String head() {
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1).digest().value();
    }

    JsonObject toJson() {
        JsonObject.Builder byKind = JsonObject.builder();
        counts.forEach(byKind::put);
        JsonObject.Builder answer =
                JsonObject.builder()
                        .put("log", log.value())
                        .put("lines", lines.size())
                        .put("head", head())
                        .put("counts", byKind.build())
                        .put("revocations", revocations.stream().map(LogDigest::row).toList());
        granting.ifPresent(line -> answer.put("granting", row(line)));
        return answer.build();
    }

    private static JsonObject row(LineAppended line) {
        return JsonObject.builder()
                .put("index", line.index())
                .put("status", status(line))
                .put("timestamp", time(line))
                .put("digest", line.digest().value())
                .build();
    }

    /** The flags that hold, as the environment determines them (ADR 0004). */
    static JsonObject flags(EnvironmentState environment) {
        Environment current = environment.current();
        return JsonObject.builder()
                .put(Grant.REQUIRE_DEMO_MODE, current.isLowerThan(Environment.PAPER))
                .put(Grant.COMPLIANCE_CONFIRMED, current == Environment.LIVE)
                .build();
    }
}
