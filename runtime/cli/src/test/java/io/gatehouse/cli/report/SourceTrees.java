package io.gatehouse.cli.report;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The main sources of the product as syntax trees: classes by simple name, and every call with the
 * class that it is made on as far as declarations tell. Nothing is compiled.
 */
final class SourceTrees {

    /** One call or construction ({@code <init>}), and where it stands. */
    record Call(
            String on,
            Optional<ExpressionTree> receiver,
            String method,
            List<? extends ExpressionTree> arguments,
            String type,
            Optional<MethodTree> within) {}

    final Map<String, ClassTree> classes = new TreeMap<>();
    final Map<String, String> outer = new TreeMap<>();
    final Map<String, String> texts = new TreeMap<>();
    final List<Call> calls = new ArrayList<>();

    private SourceTrees() {}

    static SourceTrees below(Path root) throws IOException {
        SourceTrees trees = new SourceTrees();
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(p -> isMain(root.relativize(p).toString())).sorted().toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    problem -> {},
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files));
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            // twice: what a method of a later file gives is known only the second time
            for (int pass = 0; pass < 2; pass++) {
                trees.calls.clear();
                trees.texts.clear();
                for (CompilationUnitTree unit : units) {
                    String text = unit.getSourceFile().getCharContent(true).toString();
                    trees.new Reader(text).scan(unit, null);
                }
            }
        }
        return trees;
    }

    /** Sources of the product; the demonstration's stand-ins find nothing by Gatehouse's rules. */
    private static boolean isMain(String path) {
        return path.endsWith(".java")
                && path.contains("src/main/java/")
                && !path.endsWith("-info.java")
                && !path.startsWith("runtime/demo/")
                && !path.contains("/target/");
    }

    static String simple(Tree type) {
        String name = type == null ? "?" : type.toString().replaceAll("<.*", "");
        return name.substring(name.lastIndexOf('.') + 1);
    }

    boolean isEnum(String type) {
        return classes.containsKey(type) && classes.get(type).getKind() == Tree.Kind.ENUM;
    }

    Optional<String> above(String type) {
        return Optional.ofNullable(classes.get(type))
                .map(ClassTree::getExtendsClause)
                .map(SourceTrees::simple);
    }

    private final class Reader extends TreeScanner<Void, Void> {

        private final String text;
        private final Deque<String> types = new ArrayDeque<>();
        private final Deque<MethodTree> methods = new ArrayDeque<>();

        Reader(String text) {
            this.text = text;
        }

        @Override
        public Void visitClass(ClassTree node, Void unused) {
            String name = node.getSimpleName().toString();
            boolean taken = classes.containsKey(name) && !outer.containsKey(name);
            if (!types.isEmpty() && taken) {
                // the simple name is that of a class of its own file
                name = types.peek() + "$" + name;
            }
            if (node.getSimpleName().isEmpty()) {
                return super.visitClass(node, unused);
            }
            if (types.isEmpty()) {
                texts.merge(name, text, String::concat);
                classes.put(name, node);
                outer.remove(name);
            } else {
                classes.put(name, node);
                outer.put(name, types.peek());
            }
            types.push(name);
            super.visitClass(node, unused);
            types.pop();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree node, Void unused) {
            methods.push(node);
            super.visitMethod(node, unused);
            methods.pop();
            return null;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree node, Void unused) {
            ExpressionTree select = node.getMethodSelect();
            if (select instanceof IdentifierTree identifier) {
                String name = identifier.getName().toString();
                switch (name) {
                    case "this" -> call(types.peek(), "<init>", node.getArguments());
                    case "super" ->
                            call(above(types.peek()).orElse("?"), "<init>", node.getArguments());
                    default -> call(types.peek(), name, node.getArguments());
                }
            } else if (select instanceof MemberSelectTree member) {
                String name = member.getIdentifier().toString();
                call(
                        typeOf(member.getExpression()),
                        Optional.of(member.getExpression()),
                        name,
                        node.getArguments());
            }
            return super.visitMethodInvocation(node, unused);
        }

        @Override
        public Void visitNewClass(NewClassTree node, Void unused) {
            call(simple(node.getIdentifier()), "<init>", node.getArguments());
            return super.visitNewClass(node, unused);
        }

        private void call(String on, String method, List<? extends ExpressionTree> arguments) {
            call(on, Optional.empty(), method, arguments);
        }

        private void call(
                String on,
                Optional<ExpressionTree> receiver,
                String method,
                List<? extends ExpressionTree> arguments) {
            calls.add(
                    new Call(
                            on,
                            receiver,
                            method,
                            arguments,
                            types.peek(),
                            Optional.ofNullable(methods.peek())));
        }

        private String typeOf(ExpressionTree receiver) {
            if (receiver instanceof NewClassTree made) {
                return simple(made.getIdentifier());
            }
            if (receiver instanceof MethodInvocationTree call
                    && call.getMethodSelect() instanceof MemberSelectTree member) {
                return resultOf(typeOf(member.getExpression()), member.getIdentifier().toString());
            }
            if (receiver instanceof MemberSelectTree member) {
                String owner = simple(member.getExpression());
                return isEnum(owner) ? owner : member.getIdentifier().toString();
            }
            if (!(receiver instanceof IdentifierTree identifier)) {
                return "?";
            }
            String name = identifier.getName().toString();
            if (Character.isUpperCase(name.charAt(0))) {
                return name;
            }
            if (name.equals("this")) {
                return types.peek();
            }
            List<VariableTree> variables = new ArrayList<>();
            if (!methods.isEmpty()) {
                variables.addAll(methods.peek().getParameters());
                variables.addAll(localsOf(methods.peek()));
            }
            for (String type : types) {
                for (Tree member : classes.get(type).getMembers()) {
                    if (member instanceof VariableTree field) {
                        variables.add(field);
                    }
                }
            }
            return variables.stream()
                    .filter(v -> v.getName().contentEquals(name) && v.getType() != null)
                    .findFirst()
                    .map(v -> simple(v.getType()))
                    .orElse("?");
        }
    }

    /** The type that a method or a record's accessor gives; "?" when it is not declared here. */
    private String resultOf(String type, String method) {
        if (classes.containsKey(type)) {
            for (Tree member : classes.get(type).getMembers()) {
                if (member instanceof MethodTree m && m.getName().contentEquals(method)) {
                    return simple(m.getReturnType());
                }
                if (member instanceof VariableTree f && f.getName().contentEquals(method)) {
                    return simple(f.getType());
                }
            }
        }
        return "?";
    }

    static List<VariableTree> localsOf(MethodTree method) {
        List<VariableTree> locals = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitVariable(VariableTree node, Void unused) {
                locals.add(node);
                return super.visitVariable(node, unused);
            }
        }.scan(method.getBody(), null);
        return locals;
    }
}
