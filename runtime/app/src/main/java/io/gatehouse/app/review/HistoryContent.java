package io.gatehouse.app.review;

import io.gatehouse.audit.fsck.Check;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalGroup;
import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.EnvironmentEvent.PermitIssued;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.event.PromotionEvent.EvidenceRecorded;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.PermitRecord;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a history is about besides its state: all evidence ever recorded, all permits ever issued,
 * what decision lines name. From these and the final state the documents of a pack are made; who
 * checks a pack makes them anew and compares. Memory is that of the lists.
 */
final class HistoryContent implements Check {

    private final SortedMap<Digest, PromotionId> evidence = new TreeMap<>();
    private final Map<Digest, Digest> bySha256 = new TreeMap<>();
    private final SortedMap<String, PermitRecord> permits = new TreeMap<>();
    private final Set<Digest> named = new HashSet<>();
    private final Map<String, Long> segments = new TreeMap<>();
    private final Map<PromotionId, Set<Digest>> byPromotion = new java.util.HashMap<>();
    private JournalPosition end = JournalPosition.START;
    private Instant time = Instant.EPOCH;

    @Override
    public String name() {
        return "content of the history";
    }

    @Override
    public boolean needsUnbrokenHistory() {
        return true;
    }

    @Override
    public void accept(JournalGroup group) {
        segments.put(group.segment(), group.end());
        end = group.position();
        time = group.commit().time();
        for (Recorded recorded : group.events()) {
            Draft draft = recorded.draft();
            switch (draft.type()) {
                case "EVIDENCE_RECORDED", "PERMIT_ISSUED", "LINE_APPENDED" -> note(draft);
                default -> {}
            }
        }
    }

    private void note(Draft draft) {
        Event event;
        try {
            event = EventCodec.decode(draft.type(), draft.version(), draft.data());
        } catch (CodecFault e) {
            return; // replay names it
        }
        if (event instanceof EvidenceRecorded e) {
            e.items().stream().filter(item -> !item.secret()).forEach(item -> keep(e, item));
        } else if (event instanceof PermitIssued e) {
            permits.put(e.permit().id().value(), e.permit());
        } else if (event instanceof LineAppended e) {
            JsonObject artefacts = e.line().object("artefacts").orElse(JsonObject.EMPTY);
            for (JsonValue value : artefacts.members().values()) {
                if (value instanceof JsonString text && Digest.isDigest(text.value())) {
                    named.add(Digest.parse(text.value()));
                }
            }
        }
    }

    private void keep(EvidenceRecorded event, EvidenceItem item) {
        Digest digest = item.digests().sha384();
        evidence.putIfAbsent(digest, event.promotion());
        bySha256.put(item.digests().sha256(), digest);
        byPromotion.computeIfAbsent(event.promotion(), p -> new HashSet<>()).add(digest);
    }

    @Override
    public List<JournalFault> finish(JournalPosition last) {
        return List.of();
    }

    /** The last event that was read. */
    JournalPosition end() {
        return end;
    }

    /** When it was committed. */
    Instant time() {
        return time;
    }

    /** How far each segment is verified, in bytes. */
    Map<String, Long> segments() {
        return segments;
    }

    SortedMap<String, PermitRecord> permits() {
        return permits;
    }

    /**
     * Evidence that belongs into a pack, with a promotion in whose archive it is: all of it, or
     * that of one promotion and what decision lines name, upon which its rules may rest.
     */
    SortedMap<Digest, PromotionId> evidence(Optional<PromotionId> scope) {
        if (scope.isEmpty()) {
            return evidence;
        }
        Set<Digest> wanted = new HashSet<>(byPromotion.getOrDefault(scope.get(), Set.of()));
        for (Digest digest : named) {
            wanted.add(bySha256.getOrDefault(digest, digest));
        }
        TreeMap<Digest, PromotionId> chosen = new TreeMap<>(evidence);
        chosen.keySet().retainAll(wanted);
        return chosen;
    }

    /** The documents that follow from the journal, by their names in a pack. */
    SortedMap<String, byte[]> documents(GovernanceState governance) {
        TreeMap<String, byte[]> documents = new TreeMap<>();
        governance
                .definitions()
                .forEach(
                        (digest, definition) ->
                                documents.put(
                                        PackLayout.definition(digest),
                                        PackLayout.document(definition)));
        permits.forEach(
                (id, permit) ->
                        documents.put(PackLayout.permit(id), PackLayout.document(permit.permit())));
        documents.put(PackLayout.KEYS, PackLayout.document(withoutSecrets(governance.keys())));
        documents.put(
                PackLayout.PEOPLE,
                PackLayout.document(
                        JsonObject.of(
                                "people",
                                governance.people().values().stream()
                                        .map(RecordCodec::encode)
                                        .toList())));
        return documents;
    }

    private static JsonObject withoutSecrets(JsonObject keys) {
        try {
            return io.gatehouse.audit.key.KeyRing.parse(
                            io.gatehouse.core.json.CanonicalJson.bytes(keys))
                    .withoutSecrets()
                    .toJson();
        } catch (io.gatehouse.audit.key.KeyFaultException e) {
            return JsonObject.EMPTY;
        }
    }
}
