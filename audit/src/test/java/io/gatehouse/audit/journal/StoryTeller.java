package io.gatehouse.audit.journal;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.GovernanceEvent.InstallationFounded;
import io.gatehouse.core.event.LedgerEvent;
import io.gatehouse.core.event.LedgerEvent.CommandRefused;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.state.InstallationState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes groups of events with the digests that the real state gives them; deterministic. */
public final class StoryTeller {

    public static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private final InstallationState state = InstallationState.empty();
    private final String name;
    private long count;

    public StoryTeller(String name) {
        this.name = name;
    }

    public InstallationState state() {
        return state;
    }

    /** The next group: the first event founds the installation, the others are refused requests. */
    public List<Draft> group(int events) {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            Event event =
                    count == 0
                            ? new InstallationFounded(new InstallationId(name), "device", "key")
                            : refused();
            drafts.add(draft(event));
        }
        return drafts;
    }

    /** A line of a decision log. */
    public Draft line(String log, JsonObject line) {
        LogName logName = new LogName(log);
        return draft(
                new LineAppended(logName, state.log(logName).length() + 1, line, Digest.of(line)));
    }

    public Draft tailCut(TailCut cut) {
        return draft(cut.event(time()));
    }

    public Digest root() {
        return state.root();
    }

    private Instant time() {
        return START.plusSeconds(count);
    }

    private LedgerEvent refused() {
        return new CommandRefused(
                "APPROVE",
                "engine",
                name,
                Digest.sha384((name + count).getBytes(StandardCharsets.UTF_8)),
                Optional.empty(),
                false,
                List.of(),
                time());
    }

    private Draft draft(Event event) {
        Digest before = state.digestOf(event.aggregate());
        state.apply(event);
        Draft draft =
                new Draft(
                        time(),
                        EventCodec.typeOf(event),
                        EventCodec.VERSION,
                        event.aggregate(),
                        before,
                        state.digestOf(event.aggregate()),
                        EventCodec.encode(event));
        count++;
        return draft;
    }
}
