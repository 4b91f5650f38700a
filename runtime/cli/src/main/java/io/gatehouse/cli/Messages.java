package io.gatehouse.cli;

import io.gatehouse.app.usecase.Wording;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * Texts for people, in Polish and English. Codes, ids and what a rule observed stay as they are.
 */
public final class Messages {

    private static final String BUNDLE = "io.gatehouse.cli.messages";
    private static final String FINDINGS = "io.gatehouse.cli.findings";

    private final ResourceBundle bundle;
    private final String language;

    private Messages(String language) {
        this.language = language;
        this.bundle = load(BUNDLE, language);
    }

    private static ResourceBundle load(String name, String language) {
        return ResourceBundle.getBundle(
                name,
                new Locale(language),
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** Polish for {@code pl} and what begins so, English for everything else. */
    public static Messages in(String language) {
        return new Messages(language.toLowerCase(Locale.ROOT).startsWith("pl") ? "pl" : "en");
    }

    /** The language of the environment, by {@code LC_ALL}, {@code LC_MESSAGES}, {@code LANG}. */
    public static String ofEnvironment() {
        for (String name : new String[] {"LC_ALL", "LC_MESSAGES", "LANG"}) {
            String value = System.getenv(name);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return "en";
    }

    public String language() {
        return language;
    }

    /** The text of a key with its arguments, which are shown as they are: no grouping of digits. */
    public String text(String key, Object... arguments) {
        String pattern = bundle.containsKey(key) ? bundle.getString(key) : key;
        Object[] shown = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            shown[i] = String.valueOf(arguments[i]);
        }
        return new MessageFormat(pattern, Locale.ROOT).format(shown);
    }

    /** What is to be said, in the person's language. */
    public String said(Wording wording) {
        return text("said." + wording.key(), wording.arguments().toArray());
    }

    /** A text that need not exist. */
    public Optional<String> find(String key) {
        return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
    }

    /** What a finding means, in one sentence. */
    public Optional<String> meaning(String rule, String code) {
        return ofFinding("finding", rule, code);
    }

    /**
     * What to do about a finding, where the language is another than that in which rules write
     * their remedies; empty in English.
     */
    public Optional<String> remedy(String rule, String code) {
        return ofFinding("remedy", rule, code);
    }

    /** The text of the rule's own code; else that of the code, which several rules share. */
    private Optional<String> ofFinding(String kind, String rule, String code) {
        // Loaded with the first finding, and kept by the JDK: most commands have none.
        ResourceBundle findings = load(FINDINGS, language);
        for (String key : new String[] {rule + "." + code, "any." + code}) {
            if (findings.containsKey(kind + "." + key)) {
                return Optional.of(findings.getString(kind + "." + key));
            }
        }
        return Optional.empty();
    }
}
