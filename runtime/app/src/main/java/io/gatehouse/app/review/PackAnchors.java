package io.gatehouse.app.review;

import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.pack.PackManifest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.state.InstallationView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What ties a pack to an installation that the auditor knows. A history made up as a whole, engine
 * key and persons included, agrees with itself: without such a tie nothing in it counts.
 */
final class PackAnchors {

    private final PackNotes notes;

    PackAnchors(PackNotes notes) {
        this.notes = notes;
    }

    /** The auditor's own key must have signed the pack, or a permit of this history. */
    boolean key(
            Ed25519PublicKey pinned,
            Optional<Ed25519PublicKey> signer,
            InstallationView state,
            PermitCheck permits) {
        if (signer.equals(Optional.of(pinned)) || permits.vouches(pinned)) {
            return true;
        }
        // whoever founds an installation may write any public key there
        if (pinned.text().equals(state.governance().engineKey())) {
            notes.miss(
                    "key-unproven",
                    "--engine-key",
                    "a signature by this key on the pack or on a permit in it",
                    "the history names it as the founding key, and nothing in the pack is signed"
                            + " with it",
                    "give the engine key that was in use when the pack was made, or leave"
                            + " --engine-key out and give a position that you know (--expect)");
        } else {
            notes.find("engine-key", "journal", pinned.text(), state.governance().engineKey());
        }
        return false;
    }

    /**
     * Adds a finding where nothing was given.
     *
     * @param key whether the auditor's key was confirmed
     */
    PackReport.Anchor decide(
            PackManifest manifest,
            Optional<InstallationView> state,
            List<JournalPosition> positions,
            boolean key) {
        // every history, also an invented one, holds position 0
        Optional<JournalPosition> latest =
                positions.stream()
                        .filter(p -> p.seq() > 0)
                        .max(Comparator.comparingLong(JournalPosition::seq));
        PackReport.Anchor anchor = new PackReport.Anchor(latest, key);
        if (anchor.isMissing() && notes.nothingWrong()) {
            notes.miss(
                    "unanchored",
                    "installation " + manifest.installation(),
                    "a position (--expect) or the engine's public key (--engine-key) that you have"
                            + " from elsewhere",
                    "neither; the pack says of itself that it ends at "
                            + manifest.journal()
                            + " and that its founding engine key is "
                            + state.map(s -> s.governance().engineKey()).orElse("unknown"),
                    "take SEQ:DIGEST from a permit, an older pack or a status noted in its time, or"
                            + " the key from the founding papers, from somebody else than who gave"
                            + " you the pack; then give --expect SEQ:DIGEST, --engine-key KEY or"
                            + " both. Copied out of this pack they prove nothing");
        }
        return anchor;
    }
}
