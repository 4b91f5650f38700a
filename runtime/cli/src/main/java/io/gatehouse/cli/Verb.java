package io.gatehouse.cli;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.EngineAccess;
import io.gatehouse.app.engine.LocalAccess;
import io.gatehouse.app.engine.Settler;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.remote.RemoteAccess;
import io.gatehouse.app.signing.CommandSigner;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Desk;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.app.workspace.WorkspaceBusy;
import io.gatehouse.app.workspace.WriterLock;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.embedded.EmbeddedEngine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all verbs share: workspace, person, output, the engine for those that write. */
public abstract class Verb implements Callable<Integer> {

    @Spec private CommandSpec spec;

    private Surroundings surroundings = Surroundings.system();

    final void surround(Surroundings given) {
        this.surroundings = given;
    }

    protected final Surroundings around() {
        return surroundings;
    }

    private GatehouseCommand root() {
        return (GatehouseCommand) spec.root().userObject();
    }

    protected final CommandSpec spec() {
        return spec;
    }

    protected final Output output() {
        return new Output(
                surroundings.out(),
                surroundings.err(),
                Messages.in(root().language()),
                root().format());
    }

    protected final Workspace workspace() {
        return Workspace.at(root().workspace().orElse(surroundings.directory()));
    }

    protected final Instant now() {
        return surroundings.clock().instant();
    }

    /** A path as the person typed it, relative to the workspace. */
    protected final String inWorkspace(Path typed) {
        Path root = workspace().root();
        Path absolute = typed.isAbsolute() ? typed.normalize() : root.resolve(typed).normalize();
        Path here = surroundings.directory().toAbsolutePath().resolve(typed).normalize();
        Path chosen = here.startsWith(root) && java.nio.file.Files.exists(here) ? here : absolute;
        return chosen.startsWith(root)
                ? root.relativize(chosen).toString().replace(java.io.File.separatorChar, '/')
                : chosen.toString();
    }

    /** The installation as its journal tells it; takes no lock. */
    protected final ReadOnlyInstallation read() throws Exception {
        return ReadOnlyInstallation.load(workspace(), now());
    }

    /** As {@link #read()}, handing out every event. */
    protected final ReadOnlyInstallation read(Consumer<Recorded> events) throws Exception {
        return ReadOnlyInstallation.load(workspace(), now(), events);
    }

    protected final EmbeddedEngine embedded() {
        return new EmbeddedEngine(
                        workspace(),
                        surroundings.clock(),
                        Optional.empty(),
                        notice -> output().note("store." + notice.kind(), notice.cause()))
                .onFloor(surroundings.floor());
    }

    /** Work that writes, as one person. */
    @FunctionalInterface
    protected interface Writing {
        int at(Desk desk) throws Exception;
    }

    /**
     * Opens the person's credential, then the way to the engine, and lets the work be done. The
     * credential stays in this process; only what it signed goes to another one.
     */
    protected final int write(Writing writing) throws Exception {
        requireInstallation();
        try (CommandSigner signer = signer();
                EngineAccess engine = access()) {
            return writing.at(new Desk(engine, signer));
        }
    }

    /**
     * A value made of what was typed.
     *
     * @throws ParameterException when it is none of its kind: a fault of the line, not the program
     */
    protected final <T> T typed(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Work on a file that is read, changed and written back. */
    @FunctionalInterface
    protected interface Change<T> {
        T make() throws Exception;
    }

    /**
     * Lets nobody else write in the workspace while a file is read, changed and written back: of
     * two changes at once, the later would undo the earlier. Never held while a person is asked.
     */
    protected final <T> T alone(Change<T> change) throws Exception {
        requireInstallation();
        try (WriterLock lock = WriterLock.acquire(workspace(), spec.qualifiedName(), now())) {
            return change.make();
        }
    }

    /**
     * The engine in this process when nobody holds the writer's lock, after what a crash or an
     * expiry left undone; else the process that serves the workspace.
     *
     * @throws WorkspaceBusy when the holder of the lock serves nobody
     */
    protected final EngineAccess access() throws Exception {
        Engine engine;
        try {
            engine = embedded().open(spec.qualifiedName());
        } catch (WorkspaceBusy busy) {
            return RemoteAccess.find(workspace(), surroundings.clock()).orElseThrow(() -> busy);
        }
        boolean recovered = false;
        try {
            new Settler(engine).recover();
            recovered = true;
            return LocalAccess.owning(engine);
        } finally {
            if (!recovered) {
                engine.close();
            }
        }
    }

    /** The signer of the person who acts; the caller closes it. */
    protected final CommandSigner signer() throws Unanswerable {
        return new Credentials(surroundings, output().messages())
                .open(workspace(), root().person(), root().credential(), root().passphraseFile());
    }

    /** The person who acts, for a signature under what is no command; the caller closes it. */
    protected final PersonSigner personSigner() throws Unanswerable {
        return new Credentials(surroundings, output().messages())
                .person(workspace(), root().person(), root().credential(), root().passphraseFile());
    }

    /** A passphrase from {@code --passphrase-file} or the terminal; the caller wipes it. */
    protected final char[] passphrase(String prompt) throws Unanswerable {
        return new Credentials(surroundings, output().messages())
                .passphrase(prompt, root().passphraseFile());
    }

    /** Whether {@code --passphrase-file} was given. */
    protected final boolean hasPassphraseFile() {
        return root().passphraseFile().isPresent();
    }

    protected final void requireInstallation() throws Unanswerable {
        requireInstallation(workspace());
    }

    protected static void requireInstallation(Workspace workspace) throws Unanswerable {
        if (!workspace.isInitialised()) {
            throw Unanswerable.conflict(Wording.of("no-installation", workspace));
        }
    }

    /** A text of the person's language. */
    public final String text(String key, Object... arguments) {
        return output().messages().text(key, arguments);
    }

    /** What somebody at the terminal types; empty where nobody can be asked. */
    public final Optional<String> ask(String prompt) {
        return surroundings.terminal().line(prompt);
    }

    /** The person that {@code --as} names, for verbs that only read. */
    protected final Optional<String> actingPerson() {
        return root().person();
    }

    /** Whether a person was named or a credential given. */
    protected final boolean isSigned() {
        return root().person().isPresent() || root().credential().isPresent();
    }

    /** Prints an answer to a writing verb and gives its exit code. */
    protected final int answer(Answer answer, String done, Object... arguments) {
        Output output = output();
        int code = ExitCodes.of(answer.reason());
        if (answer.outcome().isAdmitted()) {
            output.say(done, arguments);
        }
        answer.reason().ifPresent(reason -> output.say("answer." + reason));
        output.findings(answer.findings());
        output.say(
                "answer.position",
                answer.position().seq(),
                answer.position().digest().abbreviated());
        output.json(
                "gatehouse.answer/1",
                JsonObject.builder()
                        .put("exit", code)
                        .put("admitted", answer.outcome().isAdmitted())
                        .put("reason", answer.reason().map(Enum::name).orElse("NONE"))
                        .put("findings", Output.toJson(answer.findings()))
                        .put("journal", json(answer.position()))
                        .build());
        return code;
    }

    protected static JsonObject json(JournalPosition position) {
        return JsonObject.builder()
                .put("seq", position.seq())
                .put("digest", position.digest().value())
                .build();
    }
}
