package io.gatehouse.app.query;

import io.gatehouse.app.evidence.Observer;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Digests recorded evidence again, where it lay and in the archive, and compares with the journal.
 *
 * <p>The archived copy must be right for ever. The file itself must be right while something still
 * looks at it: in an open promotion, and for key material (of which there is no copy) under a
 * grant.
 */
public final class EvidenceCheck {

    private final InstallationView state;
    private final Observer observer;

    public EvidenceCheck(ReadOnlyInstallation installation) {
        this.state = installation.state();
        this.observer = new Observer(installation.workspace());
    }

    /**
     * What was found about one item.
     *
     * @param moved whether the file has changed and need not be the same any more
     */
    public record Checked(
            PromotionState promotion, EvidenceItem item, boolean moved, List<Finding> findings) {
        public Checked {
            findings = List.copyOf(findings);
        }
    }

    /** All items of these promotions that fit, in order of promotion and id. */
    public List<Checked> run(List<PromotionState> promotions, Predicate<EvidenceItem> fit) {
        List<Checked> checked = new ArrayList<>();
        for (PromotionState promotion : promotions) {
            promotion.evidence().values().stream()
                    .filter(fit)
                    .map(item -> check(promotion, item))
                    .forEach(checked::add);
        }
        return checked;
    }

    private Checked check(PromotionState promotion, EvidenceItem item) {
        List<Finding> findings = new ArrayList<>();
        Observation file = observer.observe(item);
        boolean needed = !promotion.isFinal() || (item.secret() && isGranted(promotion));
        boolean same = sameDigests(file);
        if (!same && needed) {
            findings.add(
                    finding(
                            "file-differs",
                            item.path(),
                            item,
                            file,
                            "restore the file from audit/artefacts, or do the step again"));
        }
        if (!item.secret()) {
            Observation copy = observer.observeArchived(promotion, item);
            if (!sameDigests(copy)) {
                findings.add(
                        finding(
                                "archive-differs",
                                promotion.id() + "/" + item.id() + " (" + item.path() + ")",
                                item,
                                copy,
                                "restore audit/artefacts from a copy; what rests on it cannot be shown"));
            }
        }
        return new Checked(promotion, item, !same && !needed, findings);
    }

    /** Large files are digested though not loaded: only the digests count here. */
    private static boolean sameDigests(Observation observation) {
        return observation.now().filter(d -> d.equals(observation.item().digests())).isPresent();
    }

    private boolean isGranted(PromotionState promotion) {
        return state.environment().grants().values().stream()
                .map(GrantRecord::promotion)
                .anyMatch(promotion.id()::equals);
    }

    private static Finding finding(
            String code, String subject, EvidenceItem item, Observation seen, String remedy) {
        return Finding.of(
                "engine-evidence",
                code,
                subject,
                item.digests().sha384().value(),
                seen.now().map(d -> d.sha384().value()).orElse(seen.problem()),
                remedy);
    }
}
