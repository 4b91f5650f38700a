package io.gatehouse.app.review;

import io.gatehouse.app.evidence.Observer;
import io.gatehouse.app.evidence.Sight;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.state.PromotionState;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Evidence by its archived bytes alone, whatever the workspace's files are today. A secret was
 * never archived: the digest on record stands for it, and {@link #byRecord} says so. Remembers what
 * one snapshot could not see.
 */
final class ArchiveSight implements Sight {

    private final History history;
    private final Set<Digest> missing = new HashSet<>();
    private final Set<Digest> byRecord = new HashSet<>();

    ArchiveSight(History history) {
        this.history = history;
    }

    @Override
    public Observation recorded(PromotionState promotion, EvidenceItem item) {
        return archived(promotion, item);
    }

    @Override
    public Observation archived(PromotionState promotion, EvidenceItem item) {
        Digest digest = item.digests().sha384();
        if (item.secret()) {
            byRecord.add(digest);
            return new Observation(item, Optional.of(item.digests()), "", Optional.empty());
        }
        try (InputStream in = history.archived(promotion, item).orElse(null)) {
            if (in == null) {
                missing.add(digest);
                return unreadable(item, "not in the archive");
            }
            return Observer.of(item, in);
        } catch (IOException e) {
            missing.add(digest);
            return unreadable(item, "cannot be read");
        }
    }

    private static Observation unreadable(EvidenceItem item, String problem) {
        return new Observation(item, Optional.empty(), problem, Optional.empty());
    }

    /** Digests of evidence whose bytes could not be had since {@link #forget}. */
    Set<Digest> missing() {
        return Set.copyOf(missing);
    }

    /** Digests of evidence that was taken at its recorded word since {@link #forget}. */
    Set<Digest> byRecord() {
        return Set.copyOf(byRecord);
    }

    void forget() {
        missing.clear();
        byRecord.clear();
    }
}
