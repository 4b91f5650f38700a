package io.gatehouse.adapter.liverouter.simulation;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.OrderJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a disk would hold after a kill; a kill may tear an append between two events. */
final class MemoryJournal implements OrderJournal {

    private final FaultScript script;
    private final List<OrderEvent> events = new ArrayList<>();

    MemoryJournal(FaultScript script) {
        this.script = script;
    }

    List<OrderEvent> events() {
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
        if (fault.isPresent()) {
            throw new Killed();
        }
    }
}
