package io.gatehouse.adapter.liverouter.ledger;

import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import java.util.ArrayList;
import java.util.List;

/** What a venue's word means beside what was known. */
final class Reports {

    private Reports() {}

    /** The state that a report tells; an order that is filled to the end rests no more. */
    static ChildState state(OrderReport report) {
        if (report.filled() >= report.quantity()) {
            return ChildState.FILLED;
        }
        return switch (report.status()) {
            case OPEN, PARTIALLY_FILLED ->
                    report.filled() == 0 ? ChildState.OPEN : ChildState.PARTIALLY_FILLED;
            case FILLED -> ChildState.FILLED;
            case CANCELLED -> ChildState.CANCELLED;
            case EXPIRED -> ChildState.EXPIRED;
        };
    }

    /** What a report contradicts; in the usual case the one empty list. */
    static List<ContradictionCode> contradicted(ChildEntry child, OrderReport report) {
        boolean sound =
                report.quantity() == child.order().quantity()
                        && report.filled() >= child.filled()
                        && report.filled() <= report.quantity()
                        && !endedShort(report)
                        && child.state().live();
        return sound ? List.of() : compare(child, report);
    }

    /** "Filled", with less filled than was ordered: the venue ordered something else. */
    private static boolean endedShort(OrderReport report) {
        return report.status() == OrderStatus.FILLED && report.filled() < report.quantity();
    }

    private static List<ContradictionCode> compare(ChildEntry child, OrderReport report) {
        List<ContradictionCode> wrong = new ArrayList<>();
        if (report.quantity() != child.order().quantity() || endedShort(report)) {
            wrong.add(ContradictionCode.QUANTITY_DIFFERS);
        }
        if (report.filled() > child.order().quantity()) {
            wrong.add(ContradictionCode.OVERFILL);
        }
        if (report.filled() < child.filled()) {
            wrong.add(ContradictionCode.SHRUNK_FILL);
        }
        if (child.state() == ChildState.REFUSED) {
            wrong.add(ContradictionCode.ALIVE_AFTER_REFUSAL);
        } else if (child.state() == ChildState.ABSENT) {
            wrong.add(ContradictionCode.ALIVE_AFTER_ABSENCE);
        } else if (!child.state().live()) {
            if (state(report).live()) {
                wrong.add(ContradictionCode.REOPENED);
            }
            if (report.filled() > child.filled()) {
                wrong.add(ContradictionCode.FILL_AFTER_END);
            }
        }
        return wrong;
    }
}
