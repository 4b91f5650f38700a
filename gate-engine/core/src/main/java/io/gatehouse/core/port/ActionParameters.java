package io.gatehouse.core.port;

import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the parameters of an action and collects what is wrong with them, in the order of asking.
 *
 * <p>What is not asked for is refused: a misspelt parameter would otherwise be a wish that nobody
 * follows. One reading, one thread.
 */
public final class ActionParameters {

    private static final int LONGEST_PATH = 500;

    /** Plain names below the workspace: no parent, no empty part, nothing hidden. */
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,15}");

    private final JsonObject with;
    private final List<String> faults = new ArrayList<>();

    /**
     * @param known names of all parameters that the action takes
     */
    public ActionParameters(JsonObject with, Set<String> known) {
        this.with = with;
        with.names().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.add("unknown parameter '" + Printable.text(name) + "'"));
    }

    /** Asks for a path below the workspace. */
    public ActionParameters path(String name) {
        return require(
                with.text(name).filter(ActionParameters::isPath).isPresent(),
                "'" + name + "' must be a path below the workspace");
    }

    /** Asks for a path below the workspace where the parameter is given at all. */
    public ActionParameters optionalPath(String name) {
        return with.has(name) ? path(name) : this;
    }

    /**
     * Asks for text of a form.
     *
     * @param words what it must be, after {@code must be}
     */
    public ActionParameters text(String name, Pattern form, String words) {
        return require(
                with.text(name)
                        .filter(text -> text.length() <= LONGEST_PATH)
                        .filter(text -> form.matcher(text).matches())
                        .isPresent(),
                "'" + name + "' must be " + words);
    }

    /** Asks for text of a form where the parameter is given at all. */
    public ActionParameters optionalText(String name, Pattern form, String words) {
        return with.has(name) ? text(name, form, words) : this;
    }

    /**
     * Asks for anything else.
     *
     * @param fault what is said when it does not hold, after {@code parameter}
     */
    public ActionParameters require(boolean holds, String fault) {
        if (!holds) {
            faults.add("parameter " + fault);
        }
        return this;
    }

    /** What was found wrong; empty when the parameters hold. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    private static boolean isPath(String text) {
        return text.length() <= LONGEST_PATH && PATH.matcher(text).matches();
    }

    /**
     * The finding for parameters that do not hold. The linter refuses them in a definition; an
     * action asks again, because it must not rest on somebody else's care.
     *
     * @param rule under which the adapter reports
     * @param faults at least one; the first is told, and the linter tells all
     */
    public static Finding refusal(String rule, AdapterId adapter, List<String> faults) {
        return Finding.of(
                rule,
                "bad-parameters",
                adapter.value(),
                "parameters as documented",
                faults.get(0),
                "mend the definition: gatehouse gate lint");
    }
}
