package io.gatehouse.cli.command;

import io.gatehouse.cli.Messages;
import java.time.Duration;

/** Times that are left, in the two greatest units that are not zero. */
final class Spans {

    private Spans() {}

    static String text(Duration left, Messages messages) {
        if (left.isZero() || left.isNegative()) {
            return messages.text("span.over");
        }
        long days = left.toDays();
        if (days > 0) {
            return messages.text("span.days", days, left.toHoursPart());
        }
        return left.toHours() > 0
                ? messages.text("span.hours", left.toHours(), left.toMinutesPart())
                : messages.text("span.minutes", left.toMinutes() + 1);
    }
}
