package io.gatehouse.app.port;

import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.port.GateAction;
import java.util.Collection;
import java.util.Optional;

/** The adapters that this build has. */
@FunctionalInterface
public interface ActionBook {

    Optional<GateAction> find(AdapterId adapter);

    /** A book of these adapters; two of one id are refused. */
    static ActionBook of(Collection<? extends GateAction> actions) {
        java.util.Map<AdapterId, GateAction> byId = new java.util.HashMap<>();
        for (GateAction action : actions) {
            if (byId.put(action.adapter(), action) != null) {
                throw new IllegalArgumentException("adapter " + action.adapter() + " stands twice");
            }
        }
        return adapter -> Optional.ofNullable(byId.get(adapter));
    }
}
