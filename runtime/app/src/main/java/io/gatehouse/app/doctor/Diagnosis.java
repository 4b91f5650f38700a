package io.gatehouse.app.doctor;

import java.util.List;

/**
 * What one look found.
 *
 * @param check stable name of what was looked at, such as {@code disk-space}
 * @param code what was found, for message bundles: {@code doctor.<check>.<code>}
 * @param arguments of the message; never key material
 */
public record Diagnosis(String check, Health health, String code, List<String> arguments) {

    /** How it stands. */
    public enum Health {
        OK,
        /** It works, and a person should do something about it. */
        WARN,
        /** Something will be refused, or is not safe. */
        FAIL,
        /** It could not be looked at. */
        UNKNOWN
    }

    public Diagnosis {
        arguments = List.copyOf(arguments);
    }

    static Diagnosis ok(String check, Object... arguments) {
        return of(check, Health.OK, "ok", arguments);
    }

    static Diagnosis of(String check, Health health, String code, Object... arguments) {
        return new Diagnosis(
                check,
                health,
                code,
                java.util.Arrays.stream(arguments).map(String::valueOf).toList());
    }
}
