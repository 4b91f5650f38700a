package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * One pre-trade control, after Delegated Regulation (EU) 2017/589, Article 15.
 *
 * <p>It counts how often it was asked, so that a run can show that none was skipped. Numbers that
 * do not fit are a refusal. When it allows, it allocates nothing. For one thread, but for the
 * count.
 */
public abstract class PreTradeControl implements SendGuard {

    private static final VarHandle EVALUATIONS = evaluationsField();

    private final String name;
    private long evaluations;

    PreTradeControl(String name) {
        this.name = name;
    }

    private static VarHandle evaluationsField() {
        try {
            return MethodHandles.lookup()
                    .findVarHandle(PreTradeControl.class, "evaluations", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Stable name, such as {@code price-collar}. */
    public final String name() {
        return name;
    }

    /** How many orders it has judged. */
    public final long evaluations() {
        return (long) EVALUATIONS.getOpaque(this);
    }

    @Override
    public final List<Finding> refusals(ChildOrder order, boolean increasesRisk) {
        // one thread writes, others only read: no order waits for that to be seen
        EVALUATIONS.setOpaque(this, evaluations + 1);
        try {
            return judge(order, increasesRisk);
        } catch (ArithmeticException e) {
            // An amount that wrapped around would look small: the largest order would pass.
            return List.of(PreTradeFindings.overflow(name, order));
        }
    }

    /** Findings, or the empty list; may throw {@link ArithmeticException} for an overflow. */
    abstract List<Finding> judge(ChildOrder order, boolean increasesRisk);
}
