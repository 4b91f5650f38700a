package io.gatehouse.demo;

import io.gatehouse.configuration.check.ConfigCode;
import io.gatehouse.configuration.check.ConfigFinding;
import io.gatehouse.configuration.check.ConfigValidation;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.rule.Finding;
import java.io.PrintWriter;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** What the demo says, in the language of the user; one line for each act. */
final class Screen {

    private final PrintWriter out;
    private final ResourceBundle texts;
    private final String language;
    private int chapter;

    Screen(PrintWriter out, String language) {
        this.out = out;
        this.language = language;
        this.texts =
                ResourceBundle.getBundle(
                        "io.gatehouse.demo.demo",
                        language.equals("pl") ? Locale.forLanguageTag("pl") : Locale.ROOT,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    void chapter(String key, Object... values) {
        out.println();
        out.println(++chapter + ". " + text(key, values));
        out.flush();
    }

    void say(String key, Object... values) {
        out.println("   " + text(key, values));
        out.flush();
    }

    void step(StepDefinition step) {
        out.println();
        out.printf("   %-18s %s%n", step.id(), step.title().in(language));
    }

    /** The command line that does the same by hand. */
    void command(PersonId person, String verb) {
        out.println("     $ gatehouse " + verb + " --as " + person);
        out.flush();
    }

    void verb(String words) {
        out.println("   $ gatehouse " + words);
        out.flush();
    }

    void standIn(String program) {
        out.println("       STAND-IN " + text("stand-in", program));
    }

    void accepted(StepDefinition step) {
        out.println("     ACCEPTED " + step.id());
        out.flush();
    }

    void findings(List<Finding> findings) {
        for (Finding f : findings) {
            out.println("     - " + f.rule() + "/" + f.code() + " " + f.subject());
            out.println("         " + text("expected") + " " + shortened(f.expected()));
            out.println("         " + text("observed") + " " + shortened(f.observed()));
            out.println("         " + text("remedy") + " " + shortened(f.remedy()));
        }
        out.flush();
    }

    /** What validation says: one line for each code that occurs, with the first place. */
    void configuration(String profile, ConfigValidation validation) {
        say(
                validation.isValid() ? "configuration-valid" : "configuration-faults",
                profile,
                validation.errors().size(),
                validation.warnings().size());
        Map<ConfigCode, List<ConfigFinding>> byCode = new LinkedHashMap<>();
        validation
                .findings()
                .forEach(f -> byCode.computeIfAbsent(f.code(), c -> new ArrayList<>()).add(f));
        byCode.forEach(
                (code, all) ->
                        out.println(
                                "     - "
                                        + code.severity().code()
                                        + " "
                                        + code.id()
                                        + " x"
                                        + all.size()
                                        + "  "
                                        + all.get(0).place()));
        out.flush();
    }

    private static String shortened(String text) {
        return text.length() > 160 ? text.substring(0, 157) + "..." : text;
    }

    String text(String key, Object... values) {
        return MessageFormat.format(texts.getString(key), values);
    }
}
