package io.gatehouse.app.review;

import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.history.KnownPeople;
import io.gatehouse.audit.fsck.Check;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalGroup;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.replay.Replayer;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.GovernanceEvent;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Persons and keys that were ever adopted, and the digests of all decision lines, picked from a
 * history while it is read. Stands after the replay and reads its state.
 */
final class PastLaw implements Check {

    private final Replayer replayer;
    private final OpenKeyRing keys;
    private final KnownPeople people = new KnownPeople();
    private final Map<LogName, List<Digest>> lines = new HashMap<>();

    PastLaw(Replayer replayer, OpenKeyRing keys) {
        this.replayer = replayer;
        this.keys = keys;
    }

    @Override
    public String name() {
        return "people, keys and decision lines";
    }

    @Override
    public boolean needsUnbrokenHistory() {
        return true;
    }

    @Override
    public void accept(JournalGroup group) {
        if (replayer.fault().isPresent()) {
            return;
        }
        for (Recorded recorded : group.events()) {
            Draft draft = recorded.draft();
            var event = EventCodec.decode(draft.type(), draft.version(), draft.data());
            if (event instanceof GovernanceEvent) {
                people.learn(replayer.state().governance());
                EngineKeys.limit(keys, replayer.state().governance());
            } else if (event instanceof io.gatehouse.core.event.LogEvent.LineAppended line) {
                lines.computeIfAbsent(line.log(), log -> new ArrayList<>()).add(line.digest());
            }
        }
    }

    KnownPeople people() {
        return people;
    }

    List<Digest> lines(LogName log) {
        return lines.getOrDefault(log, List.of());
    }

    @Override
    public List<JournalFault> finish(JournalPosition end) {
        return List.of();
    }
}
