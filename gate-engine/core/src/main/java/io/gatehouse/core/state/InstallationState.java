package io.gatehouse.core.state;

import io.gatehouse.core.apply.ApplyFault;
import io.gatehouse.core.apply.EnvironmentApplier;
import io.gatehouse.core.apply.GovernanceApplier;
import io.gatehouse.core.apply.LedgerApplier;
import io.gatehouse.core.apply.PromotionApplier;
import io.gatehouse.core.codec.CanonicalParts;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.definition.DefinitionReader;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.digest.MerkleMap;
import io.gatehouse.core.event.EnvironmentEvent;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.GovernanceEvent;
import io.gatehouse.core.event.LedgerEvent;
import io.gatehouse.core.event.LogEvent;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.event.PromotionEvent;
import io.gatehouse.core.event.PromotionEvent.PromotionOpened;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.machine.MachineDefinition;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The state of one installation: the fold of its events.
 *
 * <p>The aggregates are immutable; this is the one place that holds them, and {@link #apply} the
 * one way to change it, live and in replay. An aggregate's digest is computed when it is asked for
 * and not before: whoever folds a history and compares its end pays for the end alone. Asking costs
 * the size of the aggregates that changed plus O(log n) of all of them. Not thread-safe, not even
 * for digests alone: the writer owns it.
 */
public final class InstallationState implements InstallationView {

    private GovernanceState governance = GovernanceState.NEW;
    private LedgerState ledger = LedgerState.NEW;
    private EnvironmentState environment = EnvironmentState.NEW;
    private final TreeMap<PromotionId, PromotionState> promotions = new TreeMap<>();
    private final TreeMap<PromotionId, PromotionState> open = new TreeMap<>();
    private final TreeMap<LogName, LogState> logs = new TreeMap<>();

    private final Map<AggregateId, Digest> digests = new HashMap<>();

    /** Aggregates whose digest nobody has asked for since they changed. */
    private final Map<AggregateId, Record> touched = new HashMap<>();

    private final CanonicalParts parts = new CanonicalParts();
    private final MerkleMap merkle;
    private final Map<Digest, GateDefinition> definitions = new HashMap<>();
    private final Map<Digest, MachineDefinition> machines = new HashMap<>();

    private InstallationState(MerkleMap merkle) {
        this.merkle = merkle;
    }

    /** The state before the first event. */
    public static InstallationState empty() {
        return new InstallationState(new MerkleMap());
    }

    /** A state of its own that stands where this one stands; costs the number of aggregates. */
    public InstallationState copy() {
        digestAll();
        InstallationState copy = new InstallationState(merkle.copy());
        copy.governance = governance;
        copy.ledger = ledger;
        copy.environment = environment;
        copy.promotions.putAll(promotions);
        copy.open.putAll(open);
        copy.logs.putAll(logs);
        copy.digests.putAll(digests);
        copy.definitions.putAll(definitions);
        copy.machines.putAll(machines);
        return copy;
    }

    /**
     * Takes one event into account.
     *
     * @throws ApplyFault when the event cannot have happened in this state; nothing is changed then
     */
    public void apply(Event event) {
        Record next;
        if (event instanceof PromotionEvent e) {
            next = applyToPromotion(e);
        } else if (event instanceof LedgerEvent e) {
            next = ledger = LedgerApplier.apply(ledger, e);
        } else if (event instanceof EnvironmentEvent e) {
            next = environment = EnvironmentApplier.apply(environment, e);
        } else if (event instanceof GovernanceEvent e) {
            next = governance = GovernanceApplier.apply(governance, e);
        } else {
            next = append((LineAppended) (LogEvent) event);
        }
        touched.put(event.aggregate(), next);
    }

    private PromotionState applyToPromotion(PromotionEvent event) {
        PromotionState before = promotions.get(event.promotion());
        PromotionState next;
        if (event instanceof PromotionOpened e) {
            if (before != null) {
                throw new ApplyFault("promotion " + e.promotion() + " is opened once");
            }
            next = PromotionApplier.open(e, machineOf(e.definition()));
        } else if (before == null) {
            throw new ApplyFault("no promotion " + event.promotion());
        } else {
            GateDefinition gate =
                    definition(before.definition())
                            .orElseThrow(() -> new ApplyFault("unknown definition"));
            next = PromotionApplier.apply(before, event, gate, machineOf(before.definition()));
        }
        promotions.put(next.id(), next);
        if (next.isFinal()) {
            open.remove(next.id());
        } else {
            open.put(next.id(), next);
        }
        return next;
    }

    private LogState append(LineAppended e) {
        LogState before = log(e.log());
        if (e.index() != before.length() + 1) {
            throw new ApplyFault("line " + e.index() + " after " + before.length());
        }
        LogState next = new LogState(e.log(), e.index(), e.digest());
        logs.put(e.log(), next);
        return next;
    }

    /** SHA-384 of the canonical form of one aggregate; ZERO for one that no event has touched. */
    public Digest digestOf(AggregateId aggregate) {
        Record changed = touched.get(aggregate);
        if (changed != null) {
            digest(aggregate, changed);
            touched.remove(aggregate); // not before: an old digest must not pass for the new one
        }
        return digests.getOrDefault(aggregate, Digest.ZERO);
    }

    private void digest(AggregateId aggregate, Record changed) {
        Digest digest = Digest.sha384(RecordCodec.canonicalBytes(changed, parts));
        digests.put(aggregate, digest);
        merkle.put(aggregate.value(), digest);
    }

    private void digestAll() {
        touched.forEach(this::digest);
        touched.clear();
    }

    /** The Merkle root over all aggregates. */
    public Digest root() {
        digestAll();
        return merkle.root();
    }

    @Override
    public GovernanceState governance() {
        return governance;
    }

    @Override
    public LedgerState ledger() {
        return ledger;
    }

    @Override
    public EnvironmentState environment() {
        return environment;
    }

    @Override
    public Optional<PromotionState> promotion(PromotionId id) {
        return Optional.ofNullable(promotions.get(id));
    }

    @Override
    public Collection<PromotionState> openPromotions() {
        return Collections.unmodifiableCollection(open.values());
    }

    @Override
    public Collection<PromotionState> promotions() {
        return Collections.unmodifiableCollection(promotions.values());
    }

    @Override
    public LogState log(LogName name) {
        return logs.getOrDefault(name, LogState.empty(name));
    }

    @Override
    public Optional<GateDefinition> definition(Digest digest) {
        GateDefinition known = definitions.get(digest);
        if (known == null) {
            JsonObject source = governance.definitions().get(digest.value());
            if (source == null) {
                return Optional.empty();
            }
            known = DefinitionReader.read(source);
            definitions.put(digest, known);
        }
        return Optional.of(known);
    }

    @Override
    public MachineDefinition machineOf(Digest definition) {
        return machines.computeIfAbsent(
                definition,
                digest ->
                        GateMachine.of(
                                definition(digest)
                                        .orElseThrow(() -> new ApplyFault("unknown definition"))));
    }
}
