package io.gatehouse.audit.fsck;

import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalGroup;
import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.port.Journal.Recorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Every line of every decision log is the line that the journal has, and the other way round.
 *
 * <p>The journal comes first: a log that lacks its last lines but still equals its own head is what
 * a crash leaves, and is completed; one that is shorter than its head was cut.
 */
public final class DecisionLogCheck implements Check {

    private static final String LINE_APPENDED = "LINE_APPENDED";

    private final DecisionLogs logs;
    private final TreeMap<LogName, LogFollower> followers = new TreeMap<>();
    private final List<JournalFault> faults = new ArrayList<>();
    private final List<NotChecked> unchecked = new ArrayList<>();

    public DecisionLogCheck(DecisionLogs logs) {
        this.logs = logs;
    }

    @Override
    public String name() {
        return "decision logs";
    }

    @Override
    public boolean needsUnbrokenHistory() {
        return true;
    }

    @Override
    public void accept(JournalGroup group) throws IOException {
        for (Recorded event : group.events()) {
            if (event.draft().type().equals(LINE_APPENDED)) {
                line(group, event);
            }
        }
    }

    private void line(JournalGroup group, Recorded recorded) throws IOException {
        Event event;
        try {
            event =
                    EventCodec.decode(
                            recorded.draft().type(),
                            recorded.draft().version(),
                            recorded.draft().data());
        } catch (CodecFault e) {
            faults.add(
                    JournalFault.of(
                            JournalFault.Kind.EVENT_UNKNOWN,
                            group.segment(),
                            0,
                            group.offset(),
                            recorded.seq(),
                            "a line of a decision log",
                            "data of another shape"));
            return;
        }
        if (event instanceof LineAppended appended) {
            follower(appended.log()).expect(appended, recorded.seq());
        }
    }

    private LogFollower follower(LogName log) throws IOException {
        LogFollower follower = followers.get(log);
        if (follower == null) {
            follower = new LogFollower(log, logs.head(log), logs.open(log));
            followers.put(log, follower);
        }
        return follower;
    }

    @Override
    public List<JournalFault> finish(JournalPosition end) throws IOException {
        for (LogName log : logs.names()) {
            follower(log);
        }
        for (LogFollower follower : followers.values()) {
            follower.unchecked().ifPresent(unchecked::add);
            try (follower) {
                faults.addAll(follower.finish());
            }
        }
        return List.copyOf(faults);
    }

    @Override
    public List<NotChecked> unchecked() {
        return List.copyOf(unchecked);
    }
}
