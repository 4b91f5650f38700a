package io.gatehouse.core.evidence;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.EvidenceId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.CanonicalWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything from outside that a decision may depend on, frozen: the time, the evidence as it is
 * now, the decision logs as they verify now, and where the journal stands.
 *
 * @param asOf the time of the decision; never before the last event's time
 * @param observations in order of evidence id
 * @param logs one fact for each decision log that the decision looks at
 * @param admitted the configuration that was admitted to each environment, from the archive; for
 *     config-lineage
 * @param position the journal's last event
 * @param footing what the granted environments rest upon; only for a re-verification
 */
public record Snapshot(
        Instant asOf,
        List<Observation> observations,
        List<LogFact> logs,
        SortedMap<Environment, Observation> admitted,
        JournalPosition position,
        Footing footing) {

    /** A snapshot of a decision that is no re-verification. */
    public Snapshot(
            Instant asOf,
            List<Observation> observations,
            List<LogFact> logs,
            SortedMap<Environment, Observation> admitted,
            JournalPosition position) {
        this(asOf, observations, logs, admitted, position, Footing.NONE);
    }

    public Snapshot {
        observations =
                observations.stream()
                        .sorted(Comparator.comparing(o -> o.item().id().value()))
                        .toList();
        logs = List.copyOf(logs);
        admitted = Collections.unmodifiableSortedMap(new TreeMap<>(admitted));
    }

    /** A snapshot of a decision that looks at no evidence. */
    public static Snapshot bare(Instant asOf, JournalPosition position) {
        return new Snapshot(asOf, List.of(), List.of(), new TreeMap<>(), position);
    }

    /** The same moment with the evidence of one granted environment before the rules. */
    public Snapshot of(Environment environment) {
        return with(footing.evidence().getOrDefault(environment, List.of()));
    }

    /** The same moment with other evidence before the rules. */
    public Snapshot with(List<Observation> others) {
        return new Snapshot(asOf, others, logs, admitted, position, footing);
    }

    public Optional<Observation> observation(EvidenceId id) {
        return observations.stream().filter(o -> o.item().id().equals(id)).findFirst();
    }

    public Optional<LogFact> log(LogName name) {
        return logs.stream().filter(l -> l.log().equals(name)).findFirst();
    }

    /**
     * The evidence root: SHA-384 of the canonical, id-sorted array of id, size and digests
     * (architecture, section 4). What an approval signs, so that swapping a file voids it.
     */
    public static Digest evidenceRoot(Collection<EvidenceItem> items) {
        List<EvidenceItem> sorted = new ArrayList<>(items);
        sorted.sort(Comparator.comparing(item -> item.id().value()));
        // Written without a value in between: a promotion's root is asked for at each judgement.
        CanonicalWriter out = new CanonicalWriter();
        out.open('[', 0);
        for (EvidenceItem item : sorted) {
            out.next();
            out.open('{', 1);
            out.name("id");
            out.text(item.id().value());
            out.name("sha256");
            out.text(item.digests().sha256().value());
            out.name("sha384");
            out.text(item.digests().sha384().value());
            out.name("size");
            out.number(item.size());
            out.mark('}');
        }
        out.mark(']');
        return Digest.sha384(out.toBytes());
    }
}
