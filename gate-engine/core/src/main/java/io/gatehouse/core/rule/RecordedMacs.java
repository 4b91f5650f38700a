package io.gatehouse.core.rule;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.port.MacClaim;
import io.gatehouse.core.port.MacVerifier;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Answers from the record of an earlier verdict: the way to run a rule again without any secret.
 *
 * <p>What comes of it says that the verdict follows from the evidence <em>and these answers</em>;
 * that the answers were true rests on the journal. A question that was not asked then is {@link
 * MacAnswer#UNAVAILABLE}. Immutable and thread-safe.
 */
public final class RecordedMacs implements MacVerifier {

    private final Map<Digest, MacAnswer> answers;

    /** The answers of one or more results; of two that contradict each other none counts. */
    public RecordedMacs(Collection<MacRecord> records) {
        Map<Digest, MacAnswer> known = new HashMap<>();
        for (MacRecord record : records) {
            known.merge(
                    record.claim(), record.answer(), (a, b) -> a == b ? a : MacAnswer.UNAVAILABLE);
        }
        answers = Map.copyOf(known);
    }

    @Override
    public MacAnswer verify(MacClaim claim) {
        return answers.getOrDefault(claim.digest(), MacAnswer.UNAVAILABLE);
    }
}
