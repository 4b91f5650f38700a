package io.gatehouse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A manual page (troff, macro package man) of one verb, made from the model that also parses the
 * command line, so that the two cannot differ. There is no date in it: equal verbs, equal pages.
 */
public final class ManPage {

    private ManPage() {}

    /** All pages by file name, groups of verbs included. */
    public static SortedMap<String, String> all(CommandSpec root, Messages messages) {
        TreeMap<String, String> pages = new TreeMap<>();
        collect(root, messages, pages);
        return pages;
    }

    private static void collect(
            CommandSpec spec, Messages messages, SortedMap<String, String> pages) {
        pages.put(name(spec) + ".1", page(spec, messages));
        spec.subcommands().values().forEach(sub -> collect(sub.getCommandSpec(), messages, pages));
    }

    private static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    private static String page(CommandSpec spec, Messages messages) {
        StringBuilder out = new StringBuilder();
        out.append(".TH \"")
                .append(text(name(spec).toUpperCase(java.util.Locale.ROOT)))
                .append("\" \"1\" \"\" \"gatehouse\" \"")
                .append(text(messages.text("man.manual")))
                .append("\"\n");
        section(out, messages, "man.name");
        out.append(text(name(spec))).append(" \\- ").append(text(description(spec))).append('\n');
        section(out, messages, "man.synopsis");
        out.append(".B ").append(text(spec.qualifiedName())).append('\n');
        out.append(text(synopsis(spec))).append('\n');
        verbs(out, spec, messages);
        arguments(out, spec, messages);
        options(out, spec, messages);
        section(out, messages, "man.exit");
        for (String code : new String[] {"0", "1", "2", "3", "4", "5", "8", "130"}) {
            item(out, code, messages.text("exit." + code));
        }
        return out.toString();
    }

    private static String synopsis(CommandSpec spec) {
        StringBuilder out = new StringBuilder();
        if (!spec.subcommands().isEmpty()) {
            return "VERB [OPTION]...";
        }
        for (OptionSpec option : own(spec)) {
            String shown = label(option);
            out.append(option.required() ? shown : "[" + shown + "]").append(' ');
        }
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            String shown = parameter.paramLabel();
            String many = parameter.arity().max() > 1 ? "..." : "";
            out.append(parameter.required() ? shown + many : "[" + shown + many + "]").append(' ');
        }
        return out.toString().strip();
    }

    private static void verbs(StringBuilder out, CommandSpec spec, Messages messages) {
        if (spec.subcommands().isEmpty()) {
            return;
        }
        section(out, messages, "man.verbs");
        spec.subcommands()
                .forEach((name, sub) -> item(out, name, description(sub.getCommandSpec())));
    }

    private static void arguments(StringBuilder out, CommandSpec spec, Messages messages) {
        if (spec.positionalParameters().isEmpty()) {
            return;
        }
        section(out, messages, "man.arguments");
        spec.positionalParameters().forEach(p -> item(out, p.paramLabel(), description(p)));
    }

    private static void options(StringBuilder out, CommandSpec spec, Messages messages) {
        List<OptionSpec> own = own(spec);
        if (!own.isEmpty()) {
            section(out, messages, "man.options");
            own.forEach(o -> item(out, label(o), description(o)));
        }
        List<OptionSpec> common = spec.options().stream().filter(o -> !own.contains(o)).toList();
        if (!common.isEmpty()) {
            section(out, messages, "man.common");
            common.forEach(o -> item(out, label(o), description(o)));
        }
    }

    /** The options that are this verb's alone; the root has none but the common ones. */
    private static List<OptionSpec> own(CommandSpec spec) {
        List<OptionSpec> own = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            if (!option.inherited() && spec.parent() != null) {
                own.add(option);
            }
        }
        return own;
    }

    private static String label(OptionSpec option) {
        String names = String.join(", ", option.names());
        return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    private static String description(CommandSpec spec) {
        return String.join(" ", spec.usageMessage().description());
    }

    private static String description(ArgSpec argument) {
        return String.join(" ", argument.description());
    }

    private static void section(StringBuilder out, Messages messages, String key) {
        out.append(".SH \"").append(text(messages.text(key))).append("\"\n");
    }

    private static void item(StringBuilder out, String term, String meaning) {
        out.append(".TP\n.B \"").append(text(term)).append("\"\n");
        out.append(text(meaning)).append('\n');
    }

    /** Text that troff reads as text: no escape, no request at the start of a line. */
    private static String text(String text) {
        String safe =
                text.replace("\\", "\\e")
                        .replace("-", "\\-")
                        .replace("\"", "\\(dq")
                        .replace('\n', ' ');
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
