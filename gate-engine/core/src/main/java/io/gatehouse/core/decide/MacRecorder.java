package io.gatehouse.core.decide;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.port.MacClaim;
import io.gatehouse.core.port.MacVerifier;
import io.gatehouse.core.rule.MacRecord;
import io.gatehouse.core.rule.RuleResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes down what one run of one rule asks about codes, and what it is told. A question asked
 * again gets the first answer again. Confined to the calling thread.
 */
final class MacRecorder implements MacVerifier {

    private final MacVerifier verifier;
    private final Map<Digest, MacAnswer> answers = new LinkedHashMap<>();

    MacRecorder(MacVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public MacAnswer verify(MacClaim claim) {
        Digest digest = claim.digest();
        MacAnswer known = answers.get(digest);
        if (known != null) {
            return known;
        }
        // What cannot be recorded cannot be run again, and so must not decide anything.
        if (answers.size() >= RuleResult.MAX_MACS) {
            return MacAnswer.UNAVAILABLE;
        }
        MacAnswer answer = verifier.verify(claim);
        answers.put(digest, answer);
        return answer;
    }

    /** In the order in which they were asked. */
    List<MacRecord> records() {
        return answers.entrySet().stream()
                .map(asked -> new MacRecord(asked.getKey(), asked.getValue()))
                .toList();
    }
}
