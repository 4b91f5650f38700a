package io.gatehouse.app.query;

import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.event.EnvironmentEvent.PermitIssued;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.PermitRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Every permit that was ever issued, picked from the journal while it is read. */
public final class IssuedPermits implements Consumer<Recorded> {

    private final List<PermitRecord> permits = new ArrayList<>();

    @Override
    public void accept(Recorded recorded) {
        Draft draft = recorded.draft();
        if (!draft.type().equals("PERMIT_ISSUED")) {
            return;
        }
        try {
            if (EventCodec.decode(draft.type(), draft.version(), draft.data())
                    instanceof PermitIssued issued) {
                permits.add(issued.permit());
            }
        } catch (CodecFault e) {
            // The loader refuses the journal for it; there is nothing to pick here.
            return;
        }
    }

    /** In the order of their issue. */
    public List<PermitRecord> all() {
        return List.copyOf(permits);
    }

    /** The latest for an environment, in force or not. */
    public Optional<PermitRecord> last(Environment environment) {
        return permits.stream()
                .filter(p -> p.permit().text("environment").equals(Optional.of(environment.name())))
                .reduce((first, second) -> second);
    }
}
