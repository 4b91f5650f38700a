package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The controls of an installation: those for every order, and those of the order's risk profile.
 *
 * <p>Each order is judged by all of them, whatever the first one says, so that a person sees every
 * reason and a count shows that none was skipped. When all allow, nothing is allocated. A guard
 * that fails forbids. For the router's thread.
 */
public final class PreTradeControls implements SendGuard {

    private static final SendGuard[] NONE = {};

    private final SendGuard[] common;
    private final Map<String, SendGuard[]> profiles = new HashMap<>();
    private final Origins origins;
    private final Map<ClientOrderId, SendGuard[]> working = new HashMap<>();
    private Optional<String> broken = Optional.empty();

    /**
     * @param common guards of every order, such as the permit's limits
     * @param profiles guards of each profile; an order of any other is refused
     */
    public PreTradeControls(
            List<? extends SendGuard> common,
            Map<String, ? extends List<? extends SendGuard>> profiles,
            Origins origins) {
        this.common = common.toArray(NONE);
        profiles.forEach((name, guards) -> this.profiles.put(name, guards.toArray(NONE)));
        this.origins = new RecentOrigin(origins);
    }

    @Override
    public List<Finding> refusals(ChildOrder order, boolean increasesRisk) {
        List<Finding> found = ask(common, order, increasesRisk, List.of());
        Optional<Origins.Origin> origin = origins.of(order.parent());
        if (origin.isEmpty()) {
            // Without a profile there are no limits; no limits must not mean "no limit".
            return with(found, List.of(PreTradeFindings.originUnknown(order)));
        }
        SendGuard[] guards = profiles.get(origin.get().profile());
        if (guards == null) {
            return with(
                    found, List.of(PreTradeFindings.profileUnknown(order, origin.get().profile())));
        }
        found = ask(guards, order, increasesRisk, found);
        return broken.isEmpty()
                ? found
                : with(found, List.of(PreTradeFindings.failed(broken.get(), order)));
    }

    @Override
    public void sent(ChildOrder order) {
        SendGuard[] guards = guards(order);
        working.put(order.id(), guards);
        sent(common, order);
        sent(guards, order);
    }

    private void sent(SendGuard[] guards, ChildOrder order) {
        for (SendGuard guard : guards) {
            try {
                guard.sent(order);
            } catch (RuntimeException e) {
                missed(guard);
            }
        }
    }

    @Override
    public void filled(ChildOrder order, long quantity, long notional) {
        filled(common, order, quantity, notional);
        SendGuard[] known = working.get(order.id());
        filled(known == null ? guards(order) : known, order, quantity, notional);
    }

    private void filled(SendGuard[] guards, ChildOrder order, long quantity, long notional) {
        for (SendGuard guard : guards) {
            try {
                guard.filled(order, quantity, notional);
            } catch (RuntimeException e) {
                missed(guard);
            }
        }
    }

    @Override
    public void ended(ChildOrder order) {
        SendGuard[] known = working.remove(order.id());
        ended(common, order);
        ended(known == null ? guards(order) : known, order);
    }

    private void ended(SendGuard[] guards, ChildOrder order) {
        for (SendGuard guard : guards) {
            try {
                guard.ended(order);
            } catch (RuntimeException e) {
                missed(guard);
            }
        }
    }

    private static List<Finding> ask(
            SendGuard[] guards, ChildOrder order, boolean increasesRisk, List<Finding> before) {
        List<Finding> found = before;
        for (SendGuard guard : guards) {
            List<Finding> more;
            try {
                more = guard.refusals(order, increasesRisk);
            } catch (RuntimeException e) {
                // A control that fails has not allowed anything.
                more = List.of(PreTradeFindings.failed(name(guard), order));
            }
            found = more.isEmpty() ? found : with(found, more);
        }
        return found;
    }

    private static List<Finding> with(List<Finding> found, List<Finding> more) {
        List<Finding> all = new ArrayList<>(found);
        for (Finding finding : more) {
            if (!all.contains(finding)) { // several controls may miss the same reference price
                all.add(finding);
            }
        }
        return all;
    }

    private SendGuard[] guards(ChildOrder order) {
        Optional<Origins.Origin> origin = origins.of(order.parent());
        return origin.isPresent() ? profiles.getOrDefault(origin.get().profile(), NONE) : NONE;
    }

    /** It has missed an order: what it allows from here on is not to be believed. */
    private void missed(SendGuard guard) {
        broken = Optional.of(name(guard));
    }

    private static String name(SendGuard guard) {
        return guard instanceof PreTradeControl control
                ? control.name()
                : guard.getClass().getSimpleName();
    }
}
