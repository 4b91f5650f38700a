package io.gatehouse.cli;

import picocli.CommandLine.Model.CommandSpec;

/** What verbs do, in the person's language, for {@code --help} and the manual pages. */
final class Descriptions {

    private Descriptions() {}

    /**
     * Puts the texts of a language in the place of those of the verbs; a verb without one keeps its
     * own.
     */
    static void translate(CommandSpec spec, Messages messages) {
        messages.find("help." + spec.qualifiedName("-"))
                .ifPresent(text -> spec.usageMessage().description(text.replace("%", "%%")));
        spec.subcommands().values().forEach(sub -> translate(sub.getCommandSpec(), messages));
    }
}
