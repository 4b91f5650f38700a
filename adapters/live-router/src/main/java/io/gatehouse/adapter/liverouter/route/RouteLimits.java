package io.gatehouse.adapter.liverouter.route;

/**
 * Bounds that a router which does not see its fills runs into.
 *
 * <p>The router of Knight Capital did not, on 1 August 2012, compare what left it with what had
 * been ordered (SEC release 34-70694).
 *
 * @param childrenPerOrder children of one order, 1 to 32; the next one halts the router
 * @param unfilledInRow orders in a row that were in a book and ended by themselves without a fill,
 *     1 to 100,000; then the router halts
 */
public record RouteLimits(int childrenPerOrder, int unfilledInRow) {

    public static final RouteLimits DEFAULT = new RouteLimits(4, 50);

    public RouteLimits {
        if (childrenPerOrder < 1 || childrenPerOrder > 32) {
            throw new IllegalArgumentException("1 to 32 children");
        }
        if (unfilledInRow < 1 || unfilledInRow > 100_000) {
            throw new IllegalArgumentException("1 to 100000 unfilled orders");
        }
    }
}
