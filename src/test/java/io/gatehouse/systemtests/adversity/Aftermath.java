package io.gatehouse.systemtests.adversity;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.Settler;
import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.query.JournalCheck;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.signing.CommandSigner;
import io.gatehouse.app.usecase.Halt;
import io.gatehouse.app.workspace.HaltLatch;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.state.EnvironmentState;
import io.gatehouse.strategy.Holder;
import io.gatehouse.strategy.Permission;
import io.gatehouse.strategy.StrategyContext;
import io.gatehouse.systemtests.walk.Premises;
import io.gatehouse.systemtests.walk.Walk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What must hold of a workspace after its engine has died or stopped. */
final class Aftermath {

    private final Workspace workspace;
    private final InstantSource clock;
    private final Map<String, CommandSigner> signers;
    private final String what;

    /**
     * @param what happened, for messages
     */
    Aftermath(
            Workspace workspace,
            InstantSource clock,
            Map<String, CommandSigner> signers,
            String what) {
        this.workspace = workspace;
        this.clock = clock;
        this.signers = signers;
        this.what = what;
    }

    /**
     * Before anybody starts an engine again: every permit file is one that the journal granted, and
     * what the journal took back no holder may use any more.
     */
    void requireNoStrayPermit(boolean takenBackToo) throws Exception {
        Map<Long, Digest> events = new HashMap<>();
        StringBuilder journal = new StringBuilder();
        EnvironmentState environment =
                ReadOnlyInstallation.load(
                                workspace,
                                clock.instant(),
                                event -> {
                                    events.put(event.seq(), event.digest());
                                    journal.append(CanonicalJson.text(event.draft().data()));
                                })
                        .state()
                        .environment();
        for (Path permit : permits()) {
            String id =
                    io.gatehouse.audit.json.StrictJson.readSigned(
                                    Files.readString(permit)
                                            .strip()
                                            .getBytes(StandardCharsets.UTF_8))
                            .objectOrThrow()
                            .requireText("permit");
            assertThat(journal.toString())
                    .as("%s: a permit that no event granted", what)
                    .contains(id);
        }
        if (takenBackToo && (environment.isHalted() || !inForce(environment))) {
            assertThat(ask())
                    .as("%s: a holder still runs on what the journal took back", what)
                    .isInstanceOf(Permission.Refused.class);
        }
    }

    private static boolean inForce(EnvironmentState environment) {
        return environment.permit().filter(p -> p.revoked().isEmpty()).isPresent();
    }

    private Permission ask() throws IOException {
        String key =
                EngineKeys.ring(workspace).keys().stream()
                        .filter(k -> k.purpose().equals(KeyPurpose.ENGINE))
                        .filter(k -> k.algorithm() == KeyAlgorithm.ED25519)
                        .findFirst()
                        .flatMap(k -> k.publicKey())
                        .orElseThrow()
                        .text();
        return StrategyContext.open(
                        workspace.root(),
                        new Holder(Premises.INSTALLATION, Premises.DEVICE),
                        key,
                        clock,
                        System::nanoTime)
                .mayRun(Environment.DEMO, workspace.root().resolve("config/core.yaml"));
    }

    private List<Path> permits() throws IOException {
        try (Stream<Path> files = Files.list(workspace.permits())) {
            return files.filter(f -> f.toString().endsWith(".json")).toList();
        }
    }

    /** Starts anew, and holds everything on the disk against everything else. */
    void requireSoundRestart(List<JournalPosition> acknowledged, boolean latched) throws Exception {
        EnvironmentState environment;
        try (Engine engine = FaultyEngine.open(workspace, Faults.none(), clock)) {
            new Settler(engine).settleAll();
            environment = engine.read(s -> s.environment());
        }
        requireSound();
        Map<Long, Digest> events = new HashMap<>();
        ReadOnlyInstallation read =
                ReadOnlyInstallation.load(
                        workspace,
                        clock.instant(),
                        event -> events.put(event.seq(), event.digest()));
        assertThat(read.state().environment())
                .as("%s: the journal replays to another state", what)
                .isEqualTo(environment);
        for (JournalPosition position : acknowledged) {
            assertThat(events.get(position.seq()))
                    .as("%s: acknowledged event %d", what, position.seq())
                    .isEqualTo(position.digest());
        }
        boolean down = new HaltLatch(workspace).isDown();
        assertThat(down).as("%s: latch and state", what).isEqualTo(environment.isHalted());
        if (latched) {
            assertThat(down).as("%s: a latch was dropped", what).isTrue();
        }
        assertThat(permits().size())
                .as("%s: permit files", what)
                .isEqualTo(inForce(environment) && !down ? 1 : 0);
        assertThat(ask() instanceof Permission.Allowed)
                .as("%s: what a holder may", what)
                .isEqualTo(inForce(environment) && !down);
        requireHalt();
    }

    private void requireSound() throws IOException {
        JournalCheck check = new JournalCheck(workspace, clock.instant());
        assertThat(check.replay().findings()).as("%s: replay", what).isEmpty();
        JournalCheck.Checked checked = check.fsck(List.of(), Optional.empty());
        assertThat(checked.findings()).as("%s: fsck", what).isEmpty();
        assertThat(checked.sound()).as("%s: fsck", what).isTrue();
    }

    /** Whatever happened, everybody can still be stopped, and the stop is journalled. */
    private void requireHalt() throws Exception {
        assertThat(new Halt(workspace).stop()).as("%s: halt", what).isEmpty();
        assertThat(ask()).as("%s: halt", what).isInstanceOf(Permission.Refused.class);
        try (Engine engine = FaultyEngine.open(workspace, Faults.none(), clock)) {
            assertThat(engine.<Boolean>read(s -> s.environment().isHalted()))
                    .as("%s: halt", what)
                    .isTrue();
            new Walk(engine, signers).halt();
        }
    }
}
