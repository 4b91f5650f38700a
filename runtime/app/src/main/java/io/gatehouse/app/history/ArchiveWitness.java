package io.gatehouse.app.history;

import io.gatehouse.app.evidence.Observer;
import io.gatehouse.app.evidence.Sight;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.log.DecisionLine;
import io.gatehouse.audit.log.EntryKind;
import io.gatehouse.audit.log.LineWitness;
import io.gatehouse.audit.log.Unchecked;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.util.Optional;

/**
 * The archive about a decision line: every digest among its artefacts is that of evidence of its
 * promotion, and the archived bytes still have it. Secrets are never archived: their digest must be
 * that of the evidence, and that is all that can be said.
 */
public final class ArchiveWitness implements LineWitness {

    private final Sight sight;
    private final boolean elsewhere;
    private final InstallationView state;

    public ArchiveWitness(Workspace workspace, InstallationView state) {
        this(new Observer(workspace), state, false);
    }

    /**
     * @param elsewhere whether the archive may be in part at another place: then missing bytes
     *     leave the check unmade, where they contradict the line at home
     */
    public ArchiveWitness(Sight sight, InstallationView state, boolean elsewhere) {
        this.sight = sight;
        this.state = state;
        this.elsewhere = elsewhere;
    }

    @Override
    public Unchecked.Check check() {
        return Unchecked.Check.ARTEFACTS;
    }

    @Override
    public Testimony testify(DecisionLine line) {
        if (line.kind() != EntryKind.DECISION) {
            return new Testimony.Confirmed();
        }
        Optional<PromotionState> promotion = promotion(line);
        if (promotion.isEmpty()) {
            return new Testimony.Contradicted("a promotion of the journal", "none of that id");
        }
        for (String name : line.artefacts().names()) {
            Optional<Digest> digest =
                    line.artefacts().text(name).filter(Digest::isDigest).map(Digest::parse);
            if (digest.isEmpty()) {
                return new Testimony.Contradicted(name + " by its digest", "none");
            }
            Testimony one = testify(promotion.get(), name, digest.get());
            if (!(one instanceof Testimony.Confirmed)) {
                return one;
            }
        }
        return new Testimony.Confirmed();
    }

    private Optional<PromotionState> promotion(DecisionLine line) {
        try {
            return line.entry().text("promotion").map(PromotionId::new).flatMap(state::promotion);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Testimony testify(PromotionState promotion, String name, Digest digest) {
        Optional<EvidenceItem> item =
                promotion.evidence().values().stream()
                        .filter(i -> i.digests().matches(digest))
                        .findFirst();
        if (item.isEmpty()) {
            return new Testimony.Contradicted(
                    name + " among the promotion's evidence", digest.abbreviated());
        }
        if (item.get().secret()) {
            return new Testimony.Confirmed();
        }
        Observation seen = sight.archived(promotion, item.get());
        if (seen.isUnchanged()) {
            return new Testimony.Confirmed();
        }
        if (seen.now().isEmpty() && elsewhere) {
            return new Testimony.Unavailable("no archived copy of " + digest.abbreviated());
        }
        return new Testimony.Contradicted(
                "archived " + name + " with " + digest.abbreviated(),
                seen.now().isEmpty() ? "no readable copy" : "other bytes");
    }
}
