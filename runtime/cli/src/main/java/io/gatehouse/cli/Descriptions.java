package io.gatehouse.cli;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Help and manual pages in the person's language: verbs, options, parameters, headings. */
final class Descriptions {

    private Descriptions() {}

    /**
     * Puts the texts of a language in the place of those of the verbs; what has none keeps its own.
     */
    static void translate(CommandSpec spec, Messages messages) {
        UsageMessageSpec usage = spec.usageMessage();
        messages.find("help." + spec.qualifiedName("-")).ifPresent(t -> usage.description(safe(t)));
        usage.synopsisHeading(safe(messages.text("help.heading.synopsis")) + " ");
        usage.commandListHeading(safe(messages.text("help.heading.commands")) + "%n");
        usage.synopsisSubcommandLabel(safe(messages.text("help.heading.verb")));
        spec.resourceBundle(new Arguments(spec, messages));
        spec.subcommands().values().forEach(sub -> translate(sub.getCommandSpec(), messages));
    }

    /** The text of an option; of its verb, or one that several verbs share. */
    static Optional<String> of(CommandSpec spec, OptionSpec option, Messages messages) {
        // An inherited option is the root's, whichever verb shows it.
        CommandSpec owner = option.inherited() ? spec.root() : spec;
        return find(owner, option.longestName(), messages);
    }

    /** As {@link #of(CommandSpec, OptionSpec, Messages)}, for what has no name on the line. */
    static Optional<String> of(CommandSpec spec, PositionalParamSpec parameter, Messages messages) {
        return find(spec, parameter.paramLabel().replace("|", "-or-"), messages);
    }

    private static Optional<String> find(CommandSpec spec, String name, Messages messages) {
        return messages.find("option." + spec.qualifiedName("-") + "." + name)
                .or(() -> messages.find("option.any." + name));
    }

    /** Nothing in a text is a place or a line end of the formatter that prints the help. */
    private static String safe(String text) {
        return text.replace("%", "%%");
    }

    /** The texts of one verb's options and parameters, by the keys under which they are sought. */
    private static final class Arguments extends ResourceBundle {

        private final Map<String, String> texts = new TreeMap<>();

        Arguments(CommandSpec spec, Messages messages) {
            String verb = spec.qualifiedName(".") + ".";
            for (OptionSpec option : spec.options()) {
                of(spec, option, messages)
                        .ifPresent(
                                text ->
                                        texts.put(
                                                verb + option.longestName().substring(2),
                                                safe(text)));
            }
            for (PositionalParamSpec parameter : spec.positionalParameters()) {
                of(spec, parameter, messages)
                        .ifPresent(
                                text ->
                                        texts.put(
                                                verb
                                                        + parameter.paramLabel()
                                                        + "["
                                                        + parameter.index()
                                                        + "]",
                                                safe(text)));
            }
        }

        @Override
        protected Object handleGetObject(String key) {
            return texts.get(key);
        }

        @Override
        public Enumeration<String> getKeys() {
            return Collections.enumeration(texts.keySet());
        }
    }
}
