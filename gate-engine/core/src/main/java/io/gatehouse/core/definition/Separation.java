package io.gatehouse.core.definition;

/**
 * Separation of persons (DORA RTS 2024/1774, article 17: approving is independent of requesting and
 * implementing). Persons count, not credentials.
 *
 * @param approverDiffersFromRequester an approver did not open the promotion
 * @param approverDiffersFromPreparer an approver started no action and recorded no evidence
 * @param approversPairwiseDistinct one person fills at most one approval, whatever roles it has
 */
public record Separation(
        boolean approverDiffersFromRequester,
        boolean approverDiffersFromPreparer,
        boolean approversPairwiseDistinct) {

    /** All three demands: the floor for PAPER and LIVE. */
    public static final Separation FULL = new Separation(true, true, true);
}
