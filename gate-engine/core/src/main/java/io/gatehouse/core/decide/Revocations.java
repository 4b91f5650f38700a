package io.gatehouse.core.decide;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.event.EnvironmentEvent.PermitRevoked;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.port.Sealer;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.LogState;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.SealedLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the decision-log lines that take something back, several in one group if need be.
 *
 * <p>A line that cannot be signed is left out and its absence is told: taking risk away must not
 * wait for a key.
 */
final class Revocations {

    private final Case c;
    private final Sealer sealer;
    private final List<LineAppended> lines = new ArrayList<>();
    private final Map<LogName, LogState> logs = new HashMap<>();
    private boolean incomplete;

    Revocations(Case c, Sealer sealer) {
        this.c = c;
        this.sealer = sealer;
    }

    List<LineAppended> lines() {
        return lines;
    }

    /** The reason, with a note when a line could not be signed. */
    String reason(String given) {
        return incomplete ? given + " (a revoking line could not be signed)" : given;
    }

    /**
     * What was granted for an environment is taken back; {@code <environment>_revoked} or halted.
     */
    void takeBack(Environment environment, Environment remaining, boolean halted, String reason) {
        GrantRecord grant = c.state().environment().grants().get(environment);
        Optional<GateDefinition> gate =
                Optional.ofNullable(grant).flatMap(g -> c.state().definition(g.definition()));
        if (gate.isPresent()) {
            String status =
                    halted ? "halted" : environment.name().toLowerCase(Locale.ROOT) + "_revoked";
            append(gate.get(), status, remaining, grant.decision(), reason);
        }
    }

    /** A line was sealed, but its promotion ends without a grant. */
    void takeBack(PromotionState promotion, GateDefinition gate, boolean halted, String reason) {
        promotion
                .sealed()
                .ifPresent(
                        line ->
                                append(
                                        gate,
                                        halted
                                                ? "halted"
                                                : gate.grants()
                                                        .status()
                                                        .replaceFirst("_ready$", "_revoked"),
                                        c.state().environment().current(),
                                        line,
                                        reason));
    }

    private void append(
            GateDefinition gate,
            String status,
            Environment remaining,
            SealedLine revoked,
            String reason) {
        LogState log = logs.getOrDefault(gate.log(), c.state().log(gate.log()));
        Sealer.Sealing sealing =
                EntryComposer.revoke(
                        c,
                        sealer,
                        log,
                        gate.stage(),
                        status,
                        remaining,
                        revoked.log() + "#" + revoked.index() + " " + revoked.digest(),
                        reason,
                        lines.size());
        if (sealing instanceof Sealer.Sealing.Sealed sealed) {
            LineAppended line =
                    EntryComposer.appended(gate.log(), log.length() + 1, sealed.document());
            lines.add(line);
            logs.put(gate.log(), new LogState(gate.log(), line.index(), line.digest()));
        } else {
            incomplete = true;
        }
    }

    /** Takes the permit in force back, if there is one. */
    static void permit(Case c, String reason, List<Event> events) {
        c.state()
                .environment()
                .permit()
                .filter(p -> p.revoked().isEmpty())
                .ifPresent(p -> events.add(new PermitRevoked(p.id(), reason, c.now())));
    }
}
