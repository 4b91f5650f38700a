package io.gatehouse.embedded;

import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.core.state.GovernanceState;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keys and persons as they were adopted last; asked anew each time, since an engine lives through
 * many adoptions.
 */
record Adopted(Supplier<KeyRing> keys, Supplier<GovernanceState> governance) {

    /** Nothing is adopted: enough to look at parameters, too little to do anything. */
    static final Adopted NOTHING =
            new Adopted(() -> KeyRing.of(List.of()), () -> GovernanceState.NEW);
}
