package io.gatehouse.definitions.rule;

import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.Map;
import java.util.Set;

/** Warnings and errors that a tool put into its own report, however deep. */
final class Complaints {

    private Complaints() {}

    /**
     * A finding for every member of one of these names that is anything but an empty list.
     *
     * @param names such as {@code security_warnings}
     */
    static void judge(ReportPart report, Set<String> names) {
        walk(report, names, report.object(), "");
    }

    /** As deep as the reader of evidence admits. */
    private static void walk(ReportPart report, Set<String> names, JsonValue value, String path) {
        if (value instanceof JsonObject object) {
            for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                String here = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
                boolean silent = member.getValue() instanceof JsonArray list && list.size() == 0;
                if (names.contains(member.getKey()) && !silent) {
                    report.refuse(
                            "warned", here, "an empty list", ReportVerdict.show(member.getValue()));
                }
                walk(report, names, member.getValue(), here);
            }
        } else if (value instanceof JsonArray array) {
            array.values().forEach(v -> walk(report, names, v, path + "[]"));
        }
    }
}
