package io.gatehouse.definitions.rule;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks and drills of a dry run's environment, judged by their figures: what was not run, or took
 * longer than the definition allows, has not passed, whatever the report says of it.
 */
final class DrillFigures {

    private static final Pattern DRILL = Pattern.compile("([a-z][a-z0-9-]{0,62}):([0-9]{1,7})");
    private static final Pattern BOUND =
            Pattern.compile("(<=|>=) ?(-?[0-9]{1,15}(?:\\.[0-9]{1,9})?)");
    private static final Set<String> NOTHING =
            Set.of("", "-", "none", "null", "n/a", "skipped", "not run", "not-run", "unknown");

    private DrillFigures() {}

    /** Greatest milliseconds by drill; empty when a text is not {@code id:milliseconds}. */
    static Optional<Map<String, BigDecimal>> bounds(List<String> texts) {
        Map<String, BigDecimal> bounds = new HashMap<>();
        for (String text : texts) {
            Matcher matcher = DRILL.matcher(text);
            if (!matcher.matches()
                    || bounds.put(matcher.group(1), new BigDecimal(matcher.group(2))) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(bounds);
    }

    static void checks(ReportPart environment, List<String> wanted) {
        Set<String> seen = new HashSet<>();
        for (ReportPart check : environment.parts("checks")) {
            check.text("id").ifPresent(id -> once(check, seen, id));
            check.demand("ok", true);
            Optional<String> expected = check.text("expected");
            Optional<String> observed = check.text("observed");
            if (observed.filter(o -> NOTHING.contains(o.strip().toLowerCase(Locale.ROOT)))
                    .isPresent()) {
                check.refuse("not-run", "observed", "something that was observed", "nothing");
            } else if (expected.isPresent() && observed.isPresent()) {
                figure(check, expected.get(), observed.get());
            }
        }
        require(environment, "checks", wanted, seen);
    }

    /**
     * A figure with a bound is compared again: {@code ok} beside it is only what somebody wrote.
     */
    private static void figure(ReportPart check, String expected, String observed) {
        Matcher bound = BOUND.matcher(expected);
        if (!bound.matches()) {
            return;
        }
        BigDecimal limit = new BigDecimal(bound.group(2));
        boolean holds =
                observed.matches("-?[0-9]{1,15}(\\.[0-9]{1,9})?")
                        && (bound.group(1).equals("<=")
                                ? new BigDecimal(observed).compareTo(limit) <= 0
                                : new BigDecimal(observed).compareTo(limit) >= 0);
        if (!holds) {
            check.refuse("outside-bound", "observed", expected, Shown.text(observed));
        }
    }

    static void drills(ReportPart environment, Map<String, BigDecimal> wanted) {
        Set<String> seen = new HashSet<>();
        for (ReportPart drill : environment.parts("drills")) {
            Optional<String> id = drill.text("id");
            id.ifPresent(i -> once(drill, seen, i));
            if (drill.flag("ran").filter(ran -> !ran).isPresent()) {
                drill.refuse("not-run", "ran", "true", "false");
                continue;
            }
            drill.demand("ok", true);
            Optional<BigDecimal> millis = drill.number("millis");
            Optional<BigDecimal> bound = drill.number("bound_millis");
            Optional<BigDecimal> greatest = id.map(wanted::get);
            if (millis.filter(m -> m.signum() < 0).isPresent()) {
                drill.refuse("outside-bound", "millis", "0 or more", "less");
            }
            if (millis.isPresent()
                    && bound.isPresent()
                    && millis.get().compareTo(bound.get()) > 0) {
                drill.refuse(
                        "too-slow",
                        "millis",
                        "at most " + bound.get().toPlainString(),
                        millis.get().toPlainString());
            }
            // a report that chose its own bound could pass with any time
            if (bound.isPresent()
                    && greatest.filter(g -> bound.get().compareTo(g) > 0).isPresent()) {
                drill.refuse(
                        "bound-too-wide",
                        "bound_millis",
                        "at most " + greatest.get().toPlainString(),
                        bound.get().toPlainString());
            }
        }
        require(environment, "drills", wanted.keySet().stream().sorted().toList(), seen);
    }

    private static void once(ReportPart part, Set<String> seen, String id) {
        if (!seen.add(id)) {
            part.refuse("listed-twice", "id", "each once", Shown.text(id));
        }
    }

    private static void require(
            ReportPart environment, String member, List<String> wanted, Set<String> seen) {
        for (String id : wanted) {
            if (!seen.contains(id)) {
                environment.refuse("not-run", member, id, "it is not there");
            }
        }
    }
}
