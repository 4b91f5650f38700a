package io.gatehouse.core.port;

/**
 * Checks message authentication codes of the existing tools, for rules that may see no secret.
 *
 * <p>Whoever can check such a code can also make one; therefore a rule gets an answer and never the
 * key. Implementations are thread-safe, answer every claim and never throw; they compare in
 * constant time.
 */
@FunctionalInterface
public interface MacVerifier {

    /** Where no secret is at hand, as at an auditor's desk. */
    MacVerifier NONE = claim -> MacAnswer.UNAVAILABLE;

    /** Whether the code in the claim is right. */
    MacAnswer verify(MacClaim claim);
}
