package io.gatehouse.statemachine;

import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * Idle machines of one table. Lends each to one thread at a time and keeps at most a given number;
 * more are made when more threads come at once, and dropped afterwards, so that nobody waits and a
 * guard may itself make an offer. Thread-safe.
 */
final class MachinePool {

    private final ArrayDeque<EventMachine> idle = new ArrayDeque<>();
    private final Supplier<EventMachine> factory;
    private final int bound;

    MachinePool(Supplier<EventMachine> factory, int bound) {
        this.factory = factory;
        this.bound = bound;
    }

    /** A machine, one that stands in the state if there is one: it need not be put there. */
    EventMachine take(String state) {
        synchronized (idle) {
            for (EventMachine machine : idle) {
                if (machine.stands().equals(state)) {
                    idle.removeFirstOccurrence(machine);
                    return machine;
                }
            }
            EventMachine machine = idle.pollLast();
            if (machine != null) {
                return machine;
            }
        }
        return factory.get();
    }

    /** Only for a machine that did what the table says; any other is left to the collector. */
    void giveBack(EventMachine machine) {
        synchronized (idle) {
            if (idle.size() < bound) {
                idle.addLast(machine);
            }
        }
    }

    int idle() {
        synchronized (idle) {
            return idle.size();
        }
    }
}
