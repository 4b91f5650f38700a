package io.gatehouse.adapter.liverouter.route;

/**
 * What a comparison with the venues left.
 *
 * @param unresolved orders of which it is still not known whether they are at their venue
 * @param resting orders that rest at a venue
 * @param foreign orders of others that were seen for the first time
 * @param unanswered lists of open orders that a venue did not give
 */
public record PollReport(int unresolved, int resting, int foreign, int unanswered) {}
