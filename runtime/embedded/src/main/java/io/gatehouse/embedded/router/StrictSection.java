package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.guard.Amounts;
import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A mapping in which each key is known and stands once. Faults become findings, and a value that is
 * wrong is read as the least that is allowed, so that all faults are found at once.
 */
final class StrictSection {

    private final Mapping mapping;
    private final List<Finding> findings;

    /**
     * @param required keys that must be there: a limit that nobody wrote must not be guessed
     */
    StrictSection(Mapping mapping, Set<String> required, List<Finding> findings) {
        this.mapping = mapping;
        this.findings = findings;
        for (ConfigNode.Member member : mapping.members()) {
            if (!required.contains(member.name()) || member.occurrence() > 1) {
                findings.add(
                        RouterCode.GUARD_KEY.at(
                                place(member.name()),
                                "one of " + required.stream().sorted().toList() + ", once",
                                member.occurrence() > 1 ? "twice" : "another"));
            }
        }
    }

    private String place(String key) {
        return mapping.path() + "." + key;
    }

    Optional<Mapping> mapping(String key) {
        Optional<Mapping> found =
                mapping.find(key).filter(Mapping.class::isInstance).map(Mapping.class::cast);
        if (found.isEmpty()) {
            refuse(key, "a mapping");
        }
        return found;
    }

    String text(String key, String form) {
        Optional<String> text = scalar(key).filter(t -> t.matches(form));
        if (text.isEmpty()) {
            refuse(key, form);
        }
        return text.orElse("");
    }

    long number(String key, long least, long most) {
        Optional<Long> number = whole(mapping, key).filter(n -> n >= least && n <= most);
        if (number.isEmpty()) {
            refuse(key, least + " to " + most);
        }
        return number.orElse(least);
    }

    /** A number that is written plainly; empty when it is not there or written otherwise. */
    static Optional<Long> whole(Mapping mapping, String key) {
        return scalar(mapping, key)
                .filter(t -> t.matches("0|[1-9][0-9]{0,8}"))
                .map(Long::parseLong);
    }

    /** An amount above zero in 10^-8. */
    long amount(String key) {
        Optional<Long> amount = scalar(key).flatMap(StrictSection::amountOf).filter(a -> a > 0);
        if (amount.isEmpty()) {
            refuse(key, "a decimal above zero");
        }
        return amount.orElse(1L);
    }

    private static Optional<Long> amountOf(String text) {
        try {
            return Optional.of(Amounts.parse(text));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private Optional<String> scalar(String key) {
        return scalar(mapping, key);
    }

    private static Optional<String> scalar(Mapping mapping, String key) {
        return mapping.find(key)
                .filter(Scalar.class::isInstance)
                .map(node -> ((Scalar) node).text());
    }

    private void refuse(String key, String expected) {
        findings.add(
                RouterCode.GUARD_VALUE.at(
                        place(key), expected, scalar(key).orElse("nothing of that kind")));
    }
}
