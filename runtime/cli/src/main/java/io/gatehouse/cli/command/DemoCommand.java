package io.gatehouse.cli.command;

import io.gatehouse.cli.Main;
import io.gatehouse.cli.Verb;
import io.gatehouse.demo.Demo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse demo}: the whole way on a workspace of its own. */
@Command(
        name = "demo",
        description =
                "Walks NONE -> DEMO -> PAPER -> LIVE in a new directory, with throw-away persons and keys.")
public final class DemoCommand extends Verb {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            description = "A new directory (default: gatehouse-demo, or the next free number).")
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Walks with this core.yaml instead of a small one of the demo's own.")
    private Optional<Path> configuration = Optional.empty();

    @Override
    public Integer call() {
        Path here = around().directory();
        return new Demo(
                        directory.map(here::resolve).orElseGet(() -> free(here)),
                        configuration.map(here::resolve),
                        output().messages().language(),
                        around().out(),
                        arguments -> Main.run(around(), inMyLanguage(arguments)))
                .run();
    }

    /** The verbs that the demo runs speak as the demo does, whatever the environment says. */
    private String[] inMyLanguage(String... arguments) {
        return Stream.concat(
                        Stream.of(arguments), Stream.of("--lang", output().messages().language()))
                .toArray(String[]::new);
    }

    private static Path free(Path here) {
        Path first = here.resolve("gatehouse-demo");
        for (int n = 2; Files.exists(first); n++) {
            first = here.resolve("gatehouse-demo-" + n);
        }
        return first;
    }
}
