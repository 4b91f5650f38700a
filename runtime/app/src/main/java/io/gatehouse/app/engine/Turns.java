package io.gatehouse.app.engine;

import io.gatehouse.core.id.PromotionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who goes on with a promotion: one thread at a time. Two that settled the same one would run an
 * action twice, or take an action that the other runs for one that a crash left behind.
 *
 * <p>Threads that serve a person come first: hands that are idle leave a promotion alone while
 * anybody has announced a command for it. Thread-safe.
 */
final class Turns {

    private final Map<PromotionId, Integer> announced = new HashMap<>();
    private final Set<PromotionId> taken = new HashSet<>();

    /** A person's command for the promotion is on its way; {@link #withdraw} ends that. */
    synchronized void announce(PromotionId id) {
        announced.merge(id, 1, Integer::sum);
    }

    synchronized void withdraw(PromotionId id) {
        announced.computeIfPresent(id, (key, count) -> count == 1 ? null : count - 1);
    }

    /**
     * Takes the promotion, if need be after another thread is through with it.
     *
     * @return whether it was free within that time
     */
    synchronized boolean take(PromotionId id, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!taken.add(id)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
        return true;
    }

    /** Takes the promotion when nobody has it and no person asks for it. */
    synchronized boolean takeIdle(PromotionId id) {
        return !announced.containsKey(id) && taken.add(id);
    }

    synchronized void leave(PromotionId id) {
        taken.remove(id);
        notifyAll();
    }
}
