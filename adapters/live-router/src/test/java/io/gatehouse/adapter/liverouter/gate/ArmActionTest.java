package io.gatehouse.adapter.liverouter.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.dryrun.ChildDryRun;
import io.gatehouse.adapter.liverouter.dryrun.DryRunCode;
import io.gatehouse.adapter.liverouter.lease.Armed;
import io.gatehouse.adapter.liverouter.lease.Arming;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.port.GateAction.Outcome;
import io.gatehouse.core.testkit.GateActionContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArmActionTest extends GateActionContract {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final ArmingSubjects.Subject SUBJECT =
            new ArmingSubjects.Subject(
                    new InstallationId("bot-1"), digest("configuration"), digest("bundle"));

    private Path workspace;
    private Instant now = NOW;

    private static Digest digest(String text) {
        return Digest.sha384(text.getBytes(UTF_8));
    }

    private GateAction action(ArmingSubjects subjects) {
        return new LiveRouterAction(
                new SignedDryRun(
                        (task, timeout) ->
                                new ChildDryRun.End.Failed(
                                        DryRunCode.ADAPTER_ERROR.at("dry run", "none", "none")),
                        Optional::empty,
                        Map.of()),
                subjects,
                () -> now);
    }

    @Override
    protected GateAction action(Path directory) {
        workspace = directory;
        return action(
                promotion ->
                        promotion.equals(new PromotionId("p-1"))
                                ? Optional.of(SUBJECT)
                                : Optional.empty());
    }

    @Override
    protected JsonObject succeeding() {
        return JsonObject.of("task", "arm").with("mode", "pilot");
    }

    @Override
    protected Optional<JsonObject> failing() {
        return Optional.empty();
    }

    @Override
    protected Optional<JsonObject> slow() {
        return Optional.empty();
    }

    @Override
    protected Optional<JsonObject> readingTheSecret() {
        return Optional.empty();
    }

    @Override
    protected Map<String, JsonObject> faulty() {
        return Map.of(
                "mode", succeeding().with("mode", "everything"),
                "task", succeeding().without("task"));
    }

    @Override
    protected Set<String> volatileFacts() {
        return Set.of();
    }

    private Armed armed() {
        return ((Arming.Reading.Found) new Arming(workspace).read()).armed();
    }

    @Test
    void shouldArmForWhatThePermitWillBind() throws Exception {
        GateAction action = action(workspace);
        assertThat(action.run(request(succeeding(), "activate-1", 1)))
                .isInstanceOf(Outcome.Succeeded.class);
        assertThat(armed())
                .isEqualTo(
                        new Armed(
                                SUBJECT.installation(),
                                new PromotionId("p-1"),
                                "pilot",
                                SUBJECT.configuration(),
                                SUBJECT.bundle(),
                                NOW));
    }

    @Test
    void shouldKeepTheFirstTimeWhenArmedAgain() throws Exception {
        GateAction action = action(workspace);
        action.run(request(succeeding(), "activate-1", 1));
        now = NOW.plusSeconds(60);
        action.run(request(succeeding(), "activate-1", 2));
        assertThat(armed().at()).isEqualTo(NOW);
        action.run(request(succeeding().with("mode", "full"), "activate-1", 3));
        assertThat(armed().at()).isEqualTo(now);
    }

    @Test
    void shouldArmNothingThatIsNotBeingGranted() throws Exception {
        Outcome outcome = action(ArmingSubjects.none()).run(request(succeeding(), "activate-1", 1));
        assertThat(((Outcome.Failed) outcome).findings())
                .extracting(f -> f.code())
                .containsExactly("nothing-to-arm");
        assertThat(workspace.resolve(Arming.NAME)).doesNotExist();
    }

    @Test
    void shouldSayWhenItCannotArm() throws Exception {
        Files.createDirectories(workspace.resolve("var/gatehouse"));
        Files.writeString(workspace.resolve("var/gatehouse/router"), "a file in the way");
        assertThat(action(workspace).run(request(succeeding(), "activate-1", 1)))
                .isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void shouldDisarmAndStayDisarmed() throws Exception {
        GateAction action = action(workspace);
        action.run(request(succeeding(), "activate-1", 1));
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThat(action.run(request(JsonObject.of("task", "disarm"), "off", attempt)))
                    .isInstanceOf(Outcome.Succeeded.class);
            assertThat(new Arming(workspace).read()).isInstanceOf(Arming.Reading.Refused.class);
        }
    }
}
