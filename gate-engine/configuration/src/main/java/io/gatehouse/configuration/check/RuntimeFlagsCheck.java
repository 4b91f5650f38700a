package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The two flags are outputs of the machine (ADR 0004): who writes them here grants himself what
 * owner and compliance did not.
 */
final class RuntimeFlagsCheck implements ConfigCheck {

    static final ConfigCode CONFIRMED =
            ConfigCode.ours(
                    "compliance_confirmed_by_hand",
                    "runtime.compliance_confirmed is set in the file to something other than false; only the gate to live confirms it.",
                    "take the line out; a granted permit carries the flag");

    static final ConfigCode DEMO_MODE =
            ConfigCode.ours(
                    "demo_mode_by_hand",
                    "require_demo_mode is set in the file to something other than true; only the gate to paper lifts it.",
                    "take the line out; a granted permit carries the flag");

    static final ConfigCode PRESENT =
            ConfigCode.ours(
                            "runtime_flag_present",
                            "A flag that the gates give out stands in the file.",
                            "take the line out; a granted permit carries the flag")
                    .asWarning();

    private static final Set<String> FALSE =
            Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF");
    private static final Set<String> TRUE =
            Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON");

    @Override
    public String name() {
        return "runtime-flags";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(CONFIRMED, DEMO_MODE, PRESENT);
    }

    @Override
    public void run(Examination file) {
        walk(file, file.root(), 0);
    }

    /** Every mapping, repeated keys included: a reader may look the flag up anywhere. */
    private static void walk(Examination file, ConfigNode node, int depth) {
        if (node instanceof Mapping mapping) {
            for (ConfigNode.Member member : mapping.members()) {
                flag(file, member);
                walk(file, member.value(), depth + 1);
            }
        } else if (node instanceof ConfigNode.Sequence sequence) {
            sequence.elements().forEach(element -> walk(file, element, depth + 1));
        }
    }

    private static void flag(Examination file, ConfigNode.Member member) {
        String name = member.name().substring(member.name().lastIndexOf('.') + 1);
        Optional<ConfigCode> code =
                switch (name) {
                    case "compliance_confirmed" ->
                            Optional.of(is(member.value(), FALSE) ? PRESENT : CONFIRMED);
                    case "require_demo_mode" ->
                            Optional.of(is(member.value(), TRUE) ? PRESENT : DEMO_MODE);
                    default -> Optional.empty();
                };
        code.ifPresent(
                c ->
                        file.find(
                                c,
                                member.value(),
                                name,
                                member.value() instanceof Scalar scalar
                                        ? scalar.text()
                                        : member.value().kind()));
    }

    private static boolean is(ConfigNode value, Set<String> texts) {
        return value instanceof Scalar scalar && scalar.plain() && texts.contains(scalar.text());
    }
}
