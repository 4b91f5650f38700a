package io.gatehouse.adapter.checklist;

import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.StepDefinition;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A checklist to be filled in, made from a gate's definition: one row per step, then a section
 * "Akceptacja" (or "Acceptance") with one row per approval. Deterministic.
 */
public final class ChecklistTemplate {

    private ChecklistTemplate() {}

    /**
     * The form in Markdown.
     *
     * @param language {@code pl}; every other one gives English
     */
    public static String of(GateDefinition gate, String language) {
        boolean polish = "pl".equals(language);
        StringBuilder out = new StringBuilder();
        out.append("# ").append(escape(gate.title().in(language))).append("\n\n");
        out.append(polish ? "Bramka: `" : "Gate: `").append(gate.id()).append("`  \n");
        out.append(polish ? "Definicja: `" : "Definition: `").append(gate.digest()).append("`  \n");
        out.append(polish ? "Promocja: \n\n" : "Promotion: \n\n");
        out.append(
                polish
                        ? "Zaznacz pole w kolumnie Akceptacja, gdy krok jest potwierdzony: wpisz x między nawiasami.\n\n"
                        : "Tick the field in the column Acceptance when the step is confirmed: write x between the brackets.\n\n");
        part(out, gate, polish, "##");
        return out.toString();
    }

    /**
     * One form of several gates, a part for each: the way from the first to the last.
     *
     * @param language {@code pl}; every other one gives English
     */
    public static String of(Collection<GateDefinition> gates, String language) {
        boolean polish = "pl".equals(language);
        StringBuilder out = new StringBuilder();
        out.append(
                polish
                        ? "# Lista kontrolna przejścia DEMO → PAPER → LIVE\n\n"
                        : "# Checklist of the way DEMO → PAPER → LIVE\n\n");
        out.append(
                polish
                        ? """
                        Powstała z definicji bramek. Do podpisu pod jednym etapem służy formularz samego etapu:
                        `gatehouse gate checklist BRAMKA --lang pl --out PLIK`; pole puste w innym etapie byłoby odmową.
                        Podpisem jest `gatehouse promotion signoff`, nie nazwisko w tabeli.
                        """
                        : """
                        Made from the definitions of the gates. To sign one stage use the form of that stage alone:
                        `gatehouse gate checklist GATE --out FILE`; an open field of another stage would be a refusal.
                        The signature is `gatehouse promotion signoff`, not a name in the table.
                        """);
        for (GateDefinition gate : gates) {
            out.append("\n## ").append(escape(gate.title().in(language))).append("\n\n");
            out.append(polish ? "Bramka: `" : "Gate: `").append(gate.id()).append("`  \n");
            out.append(polish ? "Definicja: `" : "Definition: `");
            out.append(gate.digest()).append("`\n\n");
            part(out, gate, polish, "###");
        }
        return out.toString();
    }

    private static void part(StringBuilder out, GateDefinition gate, boolean polish, String level) {
        out.append(level).append(polish ? " Kroki\n\n" : " Steps\n\n");
        header(out, polish);
        for (StepDefinition step : gate.steps()) {
            String artefacts =
                    step.artefacts().stream()
                            .map(ArtefactDefinition::path)
                            .map(ChecklistTemplate::code)
                            .collect(Collectors.joining(", "));
            row(
                    out,
                    escape(step.title().in(polish ? "pl" : "en")),
                    RoleNames.of(step.responsible(), polish),
                    artefacts);
        }
        out.append("\n").append(level);
        out.append(polish ? " Akceptacja\n\n" : " Acceptance\n\n");
        header(out, polish);
        for (ApprovalRequirement approval : gate.approvals()) {
            for (int i = 1; i <= approval.count(); i++) {
                row(
                        out,
                        polish ? "Zatwierdzenie" : "Approval",
                        roles(approval.anyOf(), polish),
                        "");
            }
        }
    }

    private static void header(StringBuilder out, boolean polish) {
        out.append(
                polish
                        ? "| Krok | Odpowiedzialny | Artefakty | Akceptacja |\n"
                        : "| Step | Responsible | Artefacts | Acceptance |\n");
        out.append("| --- | --- | --- | --- |\n");
    }

    private static void row(StringBuilder out, String step, String responsible, String artefacts) {
        out.append("| ").append(step).append(" | ").append(responsible).append(" | ");
        out.append(artefacts.isEmpty() ? "-" : artefacts).append(" | [ ] |\n");
    }

    private static String roles(List<Role> roles, boolean polish) {
        return roles.stream()
                .map(role -> RoleNames.of(role, polish))
                .collect(Collectors.joining(polish ? " lub " : " or "));
    }

    /** A title is text: its bars, brackets and marks must not become a cell, a box or a link. */
    private static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.strip().toCharArray()) {
            if (Character.isISOControl(c)) {
                out.append(' ');
            } else if ("\\`*_[]<>|#&!~".indexOf(c) >= 0) {
                out.append('\\').append(c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String code(String path) {
        boolean simple = path.indexOf('`') < 0 && path.indexOf('|') < 0;
        return simple ? "`" + path + "`" : escape(path);
    }
}
