package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.JsonProfile;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of a licence registry, each a licence by its form; whether their codes are valid is
 * asked apart.
 *
 * @param path of the registry
 * @param lines in the order of the file
 */
record LicenceLines(String path, List<Line> lines) {

    /**
     * A line.
     *
     * @param subject the place, for findings
     * @param digest of its bytes without the end
     */
    record Line(String subject, CodedEnvelope envelope, Licence licence, Digest digest) {}

    LicenceLines {
        lines = List.copyOf(lines);
    }

    /** All lines; empty with findings where one is no licence. */
    static Optional<LicenceLines> read(Inspection inspection, Observation registry, int most) {
        return JsonLines.read(inspection, registry, JsonProfile.SIGNED)
                .flatMap(entries -> of(inspection, registry.item().path(), entries, most));
    }

    private static Optional<LicenceLines> of(
            Inspection inspection, String path, List<JsonLines.Entry> entries, int most) {
        if (entries.size() > most) {
            inspection.malformed(path, "at most " + most + " licences", "more");
            return Optional.empty();
        }
        List<Line> lines = new ArrayList<>();
        for (JsonLines.Entry entry : entries) {
            String subject = path + ":" + entry.line();
            JsonObject object = entry.value() instanceof JsonObject o ? o : JsonObject.EMPTY;
            Optional<CodedEnvelope> envelope = CodedEnvelope.of(inspection, subject, object);
            Optional<Licence> licence =
                    envelope.flatMap(e -> Licence.read(inspection, subject, e.payload()));
            if (licence.isPresent()) {
                Digest digest = Digest.sha384(entry.bytes().bytes());
                lines.add(new Line(subject, envelope.get(), licence.get(), digest));
            }
        }
        return lines.size() == entries.size()
                ? Optional.of(new LicenceLines(path, lines))
                : Optional.empty();
    }

    /**
     * Whether every code is valid; findings where not. What is to count now needs a key that counts
     * now; an old line, one that did then.
     */
    boolean areGenuine(Inspection inspection, Optional<Line> chosen) {
        boolean genuine = true;
        for (Line line : lines) {
            boolean counts = chosen.filter(line::equals).isPresent();
            Instant at = counts ? inspection.context().asOf() : line.licence().issued();
            genuine &= line.envelope().isValid(inspection, line.subject(), Licence.PURPOSES, at);
        }
        return genuine;
    }

    void refuseTwice(Inspection inspection) {
        Set<Object> seen = new HashSet<>();
        for (Line line : lines) {
            Object identity =
                    line.licence().id().<Object>map(id -> id).orElse(line.envelope().payload());
            if (!seen.add(identity)) {
                inspection.fail(
                        "licence-twice",
                        line.subject(),
                        "each licence once",
                        line.licence().id().orElse("the same plain licence again"),
                        "find out who added the line, and restore the registry from a copy of before");
            }
        }
    }

    /**
     * Why the licence of a line does not count, whatever device it is for; empty when it does.
     *
     * @param plain whether one without an id will do
     * @param ahead how long it must still be in force
     */
    Optional<String> doubt(
            Line line, Instant now, List<String> profiles, Duration ahead, boolean plain) {
        Licence licence = line.licence();
        if (isSuperseded(lines.indexOf(line))) {
            return Optional.of("superseded");
        }
        if (licence.withdrawn()) {
            return Optional.of("revoked, or issued against its own policy");
        }
        if (!profiles.contains(licence.profile())) {
            return Optional.of("profile " + Shown.text(licence.profile()));
        }
        if (licence.issued().isAfter(now.plus(Statement.SKEW))) {
            return Optional.of("issued in the future, " + licence.issued());
        }
        if (!now.plus(ahead).isBefore(licence.expires())) {
            return Optional.of("expires " + licence.expires());
        }
        return licence.id().isEmpty() && !plain
                ? Optional.of("a plain licence without id, which the runtime refuses")
                : Optional.empty();
    }

    /**
     * The last licence of a profile for a device is the one in force, or one that names another.
     */
    private boolean isSuperseded(int at) {
        Licence licence = lines.get(at).licence();
        for (int i = 0; i < lines.size(); i++) {
            Licence other = lines.get(i).licence();
            boolean named = licence.id().isPresent() && licence.id().equals(other.supersedes());
            boolean again =
                    i > at
                            && other.profile().equals(licence.profile())
                            && other.fingerprint().equals(licence.fingerprint());
            if (i != at && (named || again)) {
                return true;
            }
        }
        return false;
    }
}
