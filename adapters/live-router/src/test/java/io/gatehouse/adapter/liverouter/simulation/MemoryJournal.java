package io.gatehouse.adapter.liverouter.simulation;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.OrderJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a disk would hold after a kill; a kill may tear an append between two events, and takes what
 * was noted since the last append from some event on.
 */
final class MemoryJournal implements OrderJournal {

    private final FaultScript script;
    private final List<OrderEvent> events = new ArrayList<>();
    private int durable;

    MemoryJournal(FaultScript script) {
        this.script = script;
    }

    List<OrderEvent> events() {
        return List.copyOf(events);
    }

    /** What a restart finds. */
    List<OrderEvent> afterKill() {
        if (events.size() > durable) {
            int left = script.random().nextInt(events.size() - durable + 1);
            events.subList(durable + left, events.size()).clear();
        }
        durable = events.size();
        return List.copyOf(events);
    }

    @Override
    public void append(List<OrderEvent> added) {
        Optional<FaultKind> fault = script.draw(FaultKind.At.APPEND);
        if (fault.isPresent() && fault.get() == FaultKind.KILL_BEFORE_APPEND) {
            events.addAll(added.subList(0, script.random().nextInt(added.size())));
            throw new Killed();
        }
        events.addAll(added);
        durable = events.size();
        if (fault.isPresent()) {
            throw new Killed();
        }
    }

    @Override
    public void note(List<OrderEvent> added) {
        Optional<FaultKind> fault = script.draw(FaultKind.At.APPEND);
        if (fault.isPresent() && fault.get() == FaultKind.KILL_BEFORE_APPEND) {
            throw new Killed();
        }
        events.addAll(added);
        if (fault.isPresent()) {
            throw new Killed();
        }
    }
}
