package io.gatehouse.core.apply;

import io.gatehouse.core.codec.InstantText;
import io.gatehouse.core.event.LedgerEvent;
import io.gatehouse.core.event.LedgerEvent.CommandAdmitted;
import io.gatehouse.core.event.LedgerEvent.CommandRefused;
import io.gatehouse.core.event.LedgerEvent.Recovered;
import io.gatehouse.core.event.LedgerEvent.TailCut;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.state.LedgerState;
import io.gatehouse.core.state.SignedStatement;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts requests. */
public final class LedgerApplier {

    private LedgerApplier() {}

    public static LedgerState apply(LedgerState state, LedgerEvent event) {
        if (event instanceof CommandAdmitted e) {
            return new LedgerState(
                    state.admitted() + 1,
                    state.refused(),
                    state.tailCuts(),
                    later(state, e.at()),
                    signed(state, e.signed()));
        }
        if (event instanceof CommandRefused e) {
            return new LedgerState(
                    state.admitted(),
                    state.refused() + 1,
                    state.tailCuts(),
                    later(state, e.at()),
                    // A refused statement is spent too: nobody shall present it again once it would
                    // pass. A forged one is not, or a stranger could silence a person.
                    e.authenticated() ? signed(state, e.signed()) : state.lastSigned());
        }
        if (event instanceof Recovered e) {
            return new LedgerState(
                    state.admitted(),
                    state.refused(),
                    state.tailCuts(),
                    later(state, e.at()),
                    state.lastSigned());
        }
        TailCut cut = (TailCut) event;
        return new LedgerState(
                state.admitted(),
                state.refused(),
                state.tailCuts() + 1,
                later(state, cut.at()),
                state.lastSigned());
    }

    private static Instant later(LedgerState state, Instant at) {
        return at.isBefore(state.lastTime()) ? state.lastTime() : at;
    }

    private static SortedMap<PersonId, Instant> signed(
            LedgerState state, Optional<SignedStatement> signed) {
        if (signed.isEmpty()) {
            return state.lastSigned();
        }
        TreeMap<PersonId, Instant> map = new TreeMap<>(state.lastSigned());
        map.put(
                signed.get().person(),
                InstantText.parseAny(signed.get().statement().requireText("issued")));
        return map;
    }
}
