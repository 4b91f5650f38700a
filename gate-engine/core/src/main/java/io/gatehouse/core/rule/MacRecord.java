package io.gatehouse.core.rule;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.port.MacAnswer;
import java.util.Objects;

/**
 * One question about a message authentication code that a rule asked, with the answer it got.
 *
 * @param claim {@link io.gatehouse.core.port.MacClaim#digest()} of the question
 */
public record MacRecord(Digest claim, MacAnswer answer) {

    public MacRecord {
        Objects.requireNonNull(claim);
        Objects.requireNonNull(answer);
    }
}
