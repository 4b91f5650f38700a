package io.gatehouse.cli.report;

import static io.gatehouse.cli.report.SourceTrees.simple;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import io.gatehouse.cli.report.SourceTrees.Call;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/**
 * Every pair {@code <rule>.<code>} that the sources can make a finding of.
 *
 * <p>It starts at {@code Finding.of} and {@code Inspection.finding} and follows rule and code back
 * through the methods that take them as parameters, until they are literals or constants. What an
 * {@code Inspection} is told belongs to each rule whose class names the class that tells it, so a
 * shared helper counts for every rule that uses it. Codes that come out of an enum or a registry
 * cannot be read from a syntax tree: {@link #computed} lists where that happens.
 */
final class FindingCodes {

    /** Stands for the rule that an {@code Inspection} works for. */
    private static final String OWN = "<own>";

    /** Stands for the rules under which faults of definitions are told. */
    static final String DEFINITION = "<definition>";

    /** Stands for the rule that a constant of an enum is made with, of which a method is called. */
    private static final String CONSTANT = "<constant>";

    /** A place taken by the parameter of that number, within other text. */
    private static final Pattern PLACE = Pattern.compile("#([0-9])#");

    /** What a call makes: each of rule and code fixed, or with the place of a parameter. */
    private record Made(String rule, String code) {}

    private final SourceTrees trees;
    private final Map<String, Set<Made>> makers = new TreeMap<>();
    private final Map<String, Set<String>> told = new TreeMap<>();
    private final Set<String> pairs = new TreeSet<>();

    /** The classes in which a code is computed, with the rule that it is computed for. */
    final Set<String> computed = new TreeSet<>();

    FindingCodes(SourceTrees trees) {
        this.trees = trees;
        makers.put("Finding.of/6", Set.of(new Made("#0#", "#1#")));
        makers.put("Inspection.finding/5", Set.of(new Made(OWN, "#0#")));
        makers.put("DefinitionFault.of/4", Set.of(new Made(DEFINITION, "#0#")));
        makers.put("DefinitionFault.<init>/6", Set.of(new Made(DEFINITION, "#0#")));
        while (follow()) {
            continue;
        }
        for (String type : trees.texts.keySet()) {
            ruleId(type).ifPresent(id -> ofRule(id, type));
        }
    }

    Set<String> pairs() {
        return pairs;
    }

    private boolean follow() {
        boolean more = false;
        for (Call call : trees.calls) {
            if (call.type().equals("DefinitionFault")) {
                continue;
            }
            for (Made made : madeBy(call)) {
                for (String rule : filled(made.rule(), call)) {
                    for (String code : filled(made.code(), call)) {
                        more |= note(call, rule, code);
                    }
                }
            }
        }
        return more;
    }

    private boolean note(Call call, String found, String code) {
        boolean ofConstant = found.equals("?") && trees.isEnum(call.type());
        String rule = ofConstant && PLACE.matcher(code).find() ? CONSTANT : found;
        if (PLACE.matcher(rule + code).find()) {
            MethodTree method = call.within().orElseThrow();
            String key = call.type() + "." + method.getName() + "/" + method.getParameters().size();
            Set<Made> known = new LinkedHashSet<>(makers.getOrDefault(key, Set.of()));
            boolean fresh = !key.equals("Inspection.finding/5") && known.add(new Made(rule, code));
            if (fresh) {
                makers.put(key, known);
            }
            return fresh;
        }
        if (code.contains("?") || rule.contains("?")) {
            computed.add(call.type() + " " + rule);
        } else if (rule.equals(OWN)) {
            told.computeIfAbsent(top(call.type()), t -> new TreeSet<>()).add(code);
        } else {
            pairs.add(rule + "." + code);
        }
        return false;
    }

    private Set<Made> madeBy(Call call) {
        String member = "." + call.method() + "/" + call.arguments().size();
        for (String type = call.on(); type != null; ) {
            Set<Made> made = makers.get(type + member);
            if (made != null) {
                return made;
            }
            String above = trees.above(type).filter(trees.classes::containsKey).orElse(null);
            type = above == null ? trees.outer.get(type) : above;
        }
        return Set.of();
    }

    private Set<String> filled(String text, Call call) {
        if (text.equals(CONSTANT)) {
            return call.receiver()
                    .map(receiver -> values(receiver, call.type(), call.within(), 0))
                    .orElse(Set.of("?"));
        }
        Matcher place = PLACE.matcher(text);
        if (!place.find()) {
            return Set.of(text);
        }
        ExpressionTree argument = call.arguments().get(Integer.parseInt(place.group(1)));
        Set<String> filled = new LinkedHashSet<>();
        for (String value : values(argument, call.type(), call.within(), 0)) {
            // a member's name becomes a code with hyphens
            boolean part = text.length() > place.group().length();
            filled.add(text.replace(place.group(), part ? value.replace('_', '-') : value));
        }
        return filled;
    }

    /** What an expression can be; with "?" what no syntax tree tells. */
    private Set<String> values(
            ExpressionTree e, String type, Optional<MethodTree> within, int depth) {
        Set<String> all = new LinkedHashSet<>();
        if (depth > 8) {
            return Set.of("?");
        }
        if (e instanceof LiteralTree literal) {
            all.add(String.valueOf(literal.getValue()));
        } else if (e instanceof ParenthesizedTree inner) {
            all.addAll(values(inner.getExpression(), type, within, depth + 1));
        } else if (e instanceof ConditionalExpressionTree either) {
            all.addAll(values(either.getTrueExpression(), type, within, depth + 1));
            all.addAll(values(either.getFalseExpression(), type, within, depth + 1));
        } else if (e instanceof SwitchExpressionTree choice) {
            for (CaseTree one : choice.getCases()) {
                Tree body = one.getBody();
                if (body instanceof ExpressionStatementTree statement) {
                    body = statement.getExpression();
                }
                if (body instanceof ExpressionTree value) {
                    all.addAll(values(value, type, within, depth + 1));
                }
            }
        } else if (e instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
            for (String left : values(sum.getLeftOperand(), type, within, depth + 1)) {
                for (String right : values(sum.getRightOperand(), type, within, depth + 1)) {
                    all.add(left + right);
                }
            }
        } else if (e instanceof IdentifierTree identifier) {
            all.addAll(named(identifier.getName().toString(), type, within, depth + 1));
        } else if (e instanceof MemberSelectTree member) {
            String owner = simple(member.getExpression());
            all.addAll(constant(owner, member.getIdentifier().toString(), depth + 1));
        } else if (e instanceof MethodInvocationTree call
                && call.getMethodSelect() instanceof MemberSelectTree select
                && Set.of("value", "replace").contains(select.getIdentifier().toString())) {
            all.addAll(values(select.getExpression(), type, within, depth + 1));
        } else if (e instanceof NewClassTree made
                && (Set.of("RuleId", "AdapterId").contains(simple(made.getIdentifier()))
                        || trees.isEnum(simple(made.getIdentifier())))
                && !made.getArguments().isEmpty()) {
            all.addAll(values(made.getArguments().get(0), type, within, depth + 1));
        }
        return all.isEmpty() ? Set.of("?") : all;
    }

    private Set<String> named(String name, String type, Optional<MethodTree> within, int depth) {
        Set<String> all = new LinkedHashSet<>();
        if (within.isPresent()) {
            List<? extends VariableTree> parameters = within.get().getParameters();
            for (int i = 0; i < parameters.size(); i++) {
                if (parameters.get(i).getName().contentEquals(name)) {
                    return Set.of("#" + i + "#");
                }
            }
            for (VariableTree local : SourceTrees.localsOf(within.get())) {
                if (local.getName().contentEquals(name) && local.getInitializer() != null) {
                    all.addAll(values(local.getInitializer(), type, within, depth));
                }
            }
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitAssignment(AssignmentTree node, Void unused) {
                    if (node.getVariable().toString().equals(name)) {
                        all.addAll(values(node.getExpression(), type, within, depth));
                    }
                    return super.visitAssignment(node, unused);
                }
            }.scan(within.get().getBody(), null);
        }
        for (String t = type; all.isEmpty() && t != null; t = trees.outer.get(t)) {
            all.addAll(constant(t, name, depth));
        }
        return all;
    }

    private Set<String> constant(String type, String name, int depth) {
        if (trees.classes.containsKey(type)) {
            for (Tree member : trees.classes.get(type).getMembers()) {
                if (member instanceof VariableTree field
                        && field.getName().contentEquals(name)
                        && field.getInitializer() != null) {
                    return values(field.getInitializer(), type, Optional.empty(), depth);
                }
            }
        }
        return Set.of();
    }

    private String top(String type) {
        String top = type;
        while (trees.outer.containsKey(top)) {
            top = trees.outer.get(top);
        }
        return top;
    }

    private void ofRule(String id, String type) {
        Set<String> reached = new TreeSet<>();
        reach(type, reached);
        for (String each : reached) {
            told.getOrDefault(each, Set.of()).forEach(code -> pairs.add(id + "." + code));
        }
    }

    private boolean isRule(String type) {
        String at = type;
        while (at != null && !at.equals("AbstractRule")) {
            at = trees.above(at).orElse(null);
        }
        return at != null;
    }

    /** The id that a rule's class hands to the constructor above it. */
    private Optional<String> ruleId(String type) {
        boolean made =
                !trees.classes.get(type).getModifiers().getFlags().contains(Modifier.ABSTRACT);
        if (!made || type.equals("AbstractRule") || !isRule(type)) {
            return Optional.empty();
        }
        return trees.calls.stream()
                .filter(c -> c.type().equals(type) && c.method().equals("<init>"))
                .filter(c -> c.on().equals(trees.above(type).orElseThrow()))
                .flatMap(c -> values(c.arguments().get(0), type, c.within(), 0).stream())
                .findFirst();
    }

    private void reach(String type, Set<String> reached) {
        if (!reached.add(type)) {
            return;
        }
        String code =
                trees.texts.get(type).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\n]*", "");
        for (String word : new TreeSet<>(List.of(code.split("\\W+")))) {
            boolean helper = told.containsKey(word) || tells(word);
            if (helper && (!isRule(word) || ruleId(word).isEmpty())) {
                reach(word, reached);
            }
        }
    }

    /** Whether a class can hand an Inspection on: it stands beside the rules. */
    private boolean tells(String type) {
        return trees.texts.containsKey(type)
                && trees.texts.get(type).contains("package io.gatehouse.definitions.rule;");
    }
}
