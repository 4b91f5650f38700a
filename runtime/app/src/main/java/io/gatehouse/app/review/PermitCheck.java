package io.gatehouse.app.review;

import io.gatehouse.audit.fsck.Check;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalGroup;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeyStanding;
import io.gatehouse.audit.permit.Permit;
import io.gatehouse.audit.permit.PermitReading;
import io.gatehouse.audit.permit.PermitVerifier;
import io.gatehouse.audit.replay.Replayer;
import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.event.EnvironmentEvent.PermitIssued;
import io.gatehouse.core.event.EnvironmentEvent.PermitRenewed;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.PermitRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Every permit in a history was signed by an engine key that was adopted and counted then. Stands
 * before the replay and reads its state.
 */
final class PermitCheck implements Check {

    private final Replayer replayer;
    private final List<JournalFault> faults = new ArrayList<>();
    private final Set<String> signers = new HashSet<>();
    private JournalPosition before = JournalPosition.START;
    private long verified;

    PermitCheck(Replayer replayer) {
        this.replayer = replayer;
    }

    @Override
    public String name() {
        return "permits";
    }

    @Override
    public boolean needsUnbrokenHistory() {
        return true;
    }

    long verified() {
        return verified;
    }

    /** Whether a permit of that key names a position of this very history. */
    boolean vouches(Ed25519PublicKey key) {
        return signers.contains(key.text());
    }

    @Override
    public void accept(JournalGroup group) {
        if (replayer.fault().isPresent()) {
            return;
        }
        for (Recorded recorded : group.events()) {
            switch (recorded.draft().type()) {
                case "PERMIT_ISSUED" -> check(group, recorded);
                case "PERMIT_RENEWED" -> checkRenewal(group, recorded);
                default -> {}
            }
        }
        before = group.position();
    }

    /**
     * The permit as it was before, with another start of its lease and a signature of that time.
     */
    private void checkRenewal(JournalGroup group, Recorded recorded) {
        Optional<PermitRecord> record;
        Instant renewed;
        try {
            PermitRenewed event =
                    (PermitRenewed)
                            EventCodec.decode(
                                    recorded.draft().type(),
                                    recorded.draft().version(),
                                    recorded.draft().data());
            renewed = event.renewed();
            record =
                    replayer.state()
                            .environment()
                            .permit()
                            .filter(p -> p.id().equals(event.permit()))
                            .map(p -> p.renewedAt(renewed, event.signature(), event.digest()));
        } catch (IllegalArgumentException e) {
            return; // replay names it
        }
        Instant time = renewed;
        record.ifPresent(
                permit ->
                        judge(
                                group,
                                recorded,
                                permit,
                                time,
                                read -> read.renewed().equals(Optional.of(time))));
    }

    private void check(JournalGroup group, Recorded recorded) {
        PermitRecord record;
        try {
            record =
                    ((PermitIssued)
                                    EventCodec.decode(
                                            recorded.draft().type(),
                                            recorded.draft().version(),
                                            recorded.draft().data()))
                            .permit();
        } catch (CodecFault e) {
            return; // replay names it
        }
        JournalPosition here = before;
        // a permit of another history must not vouch for this one
        judge(group, recorded, record, record.issued(), read -> read.journal().equals(here));
    }

    private void judge(
            JournalGroup group,
            Recorded recorded,
            PermitRecord record,
            Instant signed,
            Predicate<Permit> further) {
        JsonObject permit = record.permit();
        Optional<Ed25519PublicKey> key =
                permit.object("signature")
                        .flatMap(s -> s.text("key_id"))
                        .flatMap(id -> engineKey(replayer.state().governance(), id, signed));
        boolean right =
                key.isPresent()
                        && PermitVerifier.verify(CanonicalJson.bytes(permit), key.get())
                                instanceof PermitReading.Verified read
                        && read.permit().id().equals(record.id())
                        && read.permit().digest().equals(record.digest())
                        && further.test(read.permit());
        if (right) {
            verified++;
            signers.add(key.get().text());
        } else {
            faults.add(
                    JournalFault.of(
                            JournalFault.Kind.PERMIT,
                            group.segment(),
                            0,
                            group.offset(),
                            recorded.seq(),
                            "a permit for this position, signed by an engine key of that time",
                            key.isPresent() ? "one that does not verify" : "another key"));
        }
    }

    /** The engine's Ed25519 key of that id, if it was adopted and counted at that time. */
    static Optional<Ed25519PublicKey> engineKey(GovernanceState law, String id, Instant time) {
        try {
            return KeyRing.parse(CanonicalJson.bytes(law.keys()))
                    .find(new KeyId(id))
                    .filter(k -> k.purpose().equals(io.gatehouse.audit.key.KeyPurpose.ENGINE))
                    .filter(k -> k.standingAt(time) == KeyStanding.USABLE)
                    .flatMap(k -> k.publicKey());
        } catch (KeyFaultException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<JournalFault> finish(JournalPosition end) {
        return List.copyOf(faults);
    }
}
