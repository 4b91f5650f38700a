package io.gatehouse.adapter.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction.Outcome;
import io.gatehouse.core.rule.Finding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandActionTest {

    @TempDir Path workspace;
    private Scripts scripts;

    @BeforeEach
    void prepare() {
        scripts = new Scripts(workspace);
    }

    @Test
    void shouldSucceedWithFactsWhenTheProgramExitsZero() throws Exception {
        Outcome outcome = scripts.tool("echo done; echo note >&2").run("a b");

        JsonObject facts = succeeded(outcome);
        assertThat(facts.integer("exit_code")).contains(0L);
        assertThat(facts.requireText("program")).isEqualTo("tool");
        assertThat(facts.requireText("started_at")).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(facts.requireText("finished_at")).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(facts.requireText("stdout_sha384"))
                .isEqualTo(Digest.sha384("done\n".getBytes(StandardCharsets.UTF_8)).value());
        assertThat(facts.requireText("stderr_sha384"))
                .isEqualTo(Digest.sha384("note\n".getBytes(StandardCharsets.UTF_8)).value());
        assertThat(facts.integer("duration_ms").orElseThrow()).isNotNegative();
        assertThat(scripts.attempt().resolve("stdout.log")).hasContent("done");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scripts.attempt())))
                .isEqualTo("rwx------");
    }

    @Test
    void shouldFailWithTheLastLinesOfStderrWhenTheProgramExitsThree() throws Exception {
        Outcome outcome =
                scripts.tool("printf 'first\\n\\033[31mred \\302\\205 end\\n' >&2; exit 3").run();

        Finding finding = onlyFinding(outcome, "exit-code");
        assertThat(finding.expected()).isEqualTo("exit 0");
        assertThat(finding.observed())
                .isEqualTo("exit 3; last lines of stderr: first | ?[31mred ? end");
    }

    @Test
    void shouldPassArgumentsUntouchedWhenTheyHoldShellText() throws Exception {
        Path victim = Files.writeString(workspace.resolve("victim"), "keep");
        String hostile = "`rm victim`; rm victim; $(rm victim) && rm victim";

        Outcome outcome =
                scripts.tool("for a in \"$@\"; do printf '<%s>' \"$a\"; done")
                        .run("a b", "c\nd", hostile, "", "*");

        succeeded(outcome);
        assertThat(Files.readString(scripts.attempt().resolve("stdout.log")))
                .isEqualTo("<a b><c\nd><" + hostile + "><><*>");
        assertThat(victim).exists();
    }

    @Test
    void shouldInheritNothingOfTheEnvironment() throws Exception {
        scripts.configure(List.of("/usr/bin/env")).adopt();
        JsonObject with =
                JsonObject.builder()
                        .put("program", "tool")
                        .put("environment", Map.of("PROFILE", "demo"))
                        .build();

        succeeded(scripts.run(with));

        List<String> names =
                Files.readAllLines(scripts.attempt().resolve("stdout.log")).stream()
                        .map(line -> line.substring(0, line.indexOf('=')))
                        .toList();
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "PATH", "LANG", "TZ", "HOME", "TMPDIR", "GATEHOUSE_ACTION", "PROFILE");
        assertThat(System.getenv()).isNotEmpty();
    }

    @Test
    void shouldRunInTheWorkspaceWithEmptyInputAndOwnHome() throws Exception {
        succeeded(scripts.tool("pwd; cat; ls -A \"$HOME\"").run());

        assertThat(scripts.attempt().resolve("stdout.log"))
                .hasContent(workspace.toRealPath().toString());
    }

    @Test
    void shouldLoseTheOutcomeAndKillGrandchildrenAtTheTimeout() throws Exception {
        // the grandchild is orphaned: its parent, the subshell, ends at once
        scripts.tool("(sleep 300 & echo $! > orphan); sleep 300 & echo $! > child; wait");
        Duration timeout = Duration.ofSeconds(1);
        int attempt = 0;
        do {
            // a busy machine may not have started them all by then
            timeout = timeout.multipliedBy(2);
            JsonObject with = JsonObject.of("program", "tool");

            Outcome outcome =
                    scripts.timeout(timeout).action().run(scripts.request(with, "labs", ++attempt));

            assertThat(outcome).isEqualTo(new Outcome.Lost("timeout after " + timeout));
        } while (!hasWritten("child") && timeout.compareTo(Duration.ofMinutes(1)) < 0);
        assertThat(isRunning("orphan")).isFalse();
        assertThat(isRunning("child")).isFalse();
    }

    @Test
    void shouldFailAndKillWhatIsLeftWhenTheProgramLeavesProcessesBehind() throws Exception {
        Outcome outcome = scripts.tool("sleep 300 > /dev/null 2>&1 & echo $! > child").run();

        onlyFinding(outcome, "processes-left");
        assertThat(isRunning("child")).isFalse();
    }

    @Test
    void shouldKillAndLoseTheOutcomeWhenInterrupted() throws Exception {
        scripts.tool("echo $$ > child; mkfifo ready-pipe 2>/dev/null; sleep 300");
        AtomicReference<Outcome> outcome = new AtomicReference<>();
        CountDownLatch flag = new CountDownLatch(1);
        Thread runner =
                new Thread(
                        () -> {
                            outcome.set(scripts.run());
                            if (Thread.currentThread().isInterrupted()) {
                                flag.countDown();
                            }
                        });
        runner.start();
        while (!Files.exists(workspace.resolve("ready-pipe"))) {
            Thread.onSpinWait();
        }

        // once would do; who is impatient must not keep the killing from being finished
        while (runner.isAlive()) {
            runner.interrupt();
            runner.join(1);
        }

        assertThat(outcome.get()).isEqualTo(new Outcome.Lost("interrupted"));
        assertThat(flag.getCount()).isZero();
        assertThat(isRunning("child")).isFalse();
    }

    @Test
    void shouldKeepTheFirstBytesAndFailWhenTheOutputIsHuge() throws Exception {
        Outcome outcome = scripts.tool("head -c 5000000 /dev/zero").cap(1000).run();

        Finding finding = onlyFinding(outcome, "output-too-large");
        assertThat(finding.observed()).startsWith("5000000 bytes");
        assertThat(scripts.attempt().resolve("stdout.log")).hasSize(1000);
        JsonObject facts = ((Outcome.Failed) outcome).facts();
        assertThat(facts.requireText("stdout_sha384"))
                .isEqualTo(Digest.sha384(new byte[1000]).value());
        assertThat(facts.integer("exit_code")).contains(0L);
    }

    @Test
    void shouldRefuseWhenTheProgramIsMissing() {
        scripts.configure(List.of("bin/none.sh")).trust(Digest.ZERO.value());

        onlyFinding(scripts.run(), "program-missing");
    }

    @Test
    void shouldRefuseWhenTheProgramIsNotConfigured() throws Exception {
        scripts.tool("echo x");

        onlyFinding(scripts.run(JsonObject.of("program", "other")), "unknown-program");
    }

    @Test
    void shouldNeverRunWhatIsNotAdopted() throws Exception {
        Scripts.write(workspace.resolve("bin/tool.sh"), "#!/bin/sh\ntouch ran\n");
        scripts.configure(List.of("bin/tool.sh"));

        onlyFinding(scripts.run(), "program-not-adopted");
        assertThat(workspace.resolve("ran")).doesNotExist();
    }

    @Test
    void shouldNeverRunWhenAByteHasChangedSinceAdoption() throws Exception {
        scripts.tool("echo x");
        Scripts.write(workspace.resolve("bin/tool.sh"), "#!/bin/sh\ntouch ran\n");

        onlyFinding(scripts.run(), "program-changed");
        assertThat(workspace.resolve("ran")).doesNotExist();
    }

    @Test
    void shouldCoverTheScriptBehindAnInterpreter() throws Exception {
        Scripts.write(workspace.resolve("bin/inner.sh"), "echo x\n");
        scripts.configure(List.of("/bin/sh", "bin/inner.sh")).adopt();
        succeeded(scripts.run());

        Scripts.write(workspace.resolve("bin/inner.sh"), "touch ran\n");
        JsonObject with = JsonObject.of("program", "tool");
        Outcome second = scripts.action().run(scripts.request(with, "labs", 2));

        onlyFinding(second, "program-changed");
        assertThat(workspace.resolve("ran")).doesNotExist();
    }

    @Test
    void shouldRefuseWhenAFixedArgumentHasBecomeAFileSinceAdoption() throws Exception {
        Scripts.write(workspace.resolve("bin/tool.sh"), "#!/bin/sh\n");
        scripts.configure(List.of("bin/tool.sh", "plugin.sh")).adopt();
        Files.writeString(workspace.resolve("plugin.sh"), "evil");

        onlyFinding(scripts.run(), "program-changed");
    }

    @Test
    void shouldReportAProgramThatChangesItselfWhileItRuns() throws Exception {
        Outcome outcome = scripts.tool("echo '# more' >> bin/tool.sh").run();

        onlyFinding(outcome, "program-changed-while-running");
    }

    @Test
    void shouldRefuseARelativePathThatLeavesTheWorkspace(@TempDir Path elsewhere) throws Exception {
        Path outside = Scripts.write(elsewhere.resolve("outside.sh"), "#!/bin/sh\ntouch ran\n");
        scripts.configure(List.of(workspace.relativize(outside).toString()))
                .trust(Digest.ZERO.value());
        onlyFinding(scripts.run(), "program-outside-workspace");

        Files.createDirectories(workspace.resolve("bin"));
        Files.createSymbolicLink(workspace.resolve("bin/link.sh"), outside);
        scripts.configure(List.of("bin/link.sh"));
        onlyFinding(scripts.run(), "program-outside-workspace");
    }

    @Test
    void shouldRefuseAFileWithoutTheExecutableBit() throws Exception {
        Path file = Scripts.write(workspace.resolve("bin/tool.sh"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        scripts.configure(List.of("bin/tool.sh")).adopt();

        onlyFinding(scripts.run(), "program-not-executable");
    }

    @Test
    void shouldRefuseTextWithoutAnInterpreterLineBecauseTheSystemWouldUseAShell() throws Exception {
        Scripts.write(workspace.resolve("bin/tool.sh"), "touch ran\n");
        scripts.configure(List.of("bin/tool.sh")).adopt();

        onlyFinding(scripts.run(), "program-format");
        assertThat(workspace.resolve("ran")).doesNotExist();
    }

    @Test
    void shouldRefuseAProgramThatEverybodyMayWrite() throws Exception {
        Path file = Scripts.write(workspace.resolve("bin/tool.sh"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xrwx"));
        scripts.configure(List.of("bin/tool.sh")).adopt();

        onlyFinding(scripts.run(), "program-writable-by-others");
    }

    @Test
    void shouldFailWhenTheInterpreterOfTheScriptDoesNotExist() throws Exception {
        Scripts.write(workspace.resolve("bin/tool.sh"), "#!/no/such/interpreter\n");
        scripts.configure(List.of("bin/tool.sh")).adopt();

        onlyFinding(scripts.run(), "not-started");
    }

    @Test
    void shouldLoseTheOutcomeWhenTheAttemptWasStartedBefore() throws Exception {
        scripts.tool("echo x >> count");
        succeeded(scripts.run());

        assertThat(scripts.run()).isInstanceOf(Outcome.Lost.class);
        assertThat(workspace.resolve("count")).hasContent("x");
    }

    @Test
    void shouldRefuseWhenTheFolderOfActionsIsALink(@TempDir Path elsewhere) throws Exception {
        scripts.tool("touch ran");
        Files.createDirectories(workspace.resolve("var/gatehouse"));
        Files.createSymbolicLink(workspace.resolve("var/gatehouse/actions"), elsewhere);

        onlyFinding(scripts.run(), "workspace");
        assertThat(workspace.resolve("ran")).doesNotExist();
    }

    @Test
    void shouldRefuseASlotThatIsAPath() throws Exception {
        scripts.tool("touch ran");

        Outcome outcome =
                scripts.action().run(scripts.request(JsonObject.of("program", "tool"), "../x", 1));

        onlyFinding(outcome, "bad-slot");
    }

    @Test
    void shouldNotBeRepeatableUnlessWiredSo() {
        assertThat(new CommandAction(Map.of(), Scripts.CLOCK).repeatable()).isFalse();
        assertThat(new CommandAction(Map.of(), Scripts.CLOCK, true, 1).repeatable()).isTrue();
        assertThatThrownBy(() -> new CommandAction(Map.of("../x", List.of("a")), Scripts.CLOCK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private boolean hasWritten(String pidFile) throws Exception {
        Path file = workspace.resolve(pidFile);
        return Files.exists(file) && Files.size(file) > 0;
    }

    private boolean isRunning(String pidFile) throws Exception {
        long pid = Long.parseLong(Files.readString(workspace.resolve(pidFile)).trim());
        Path status = Path.of("/proc", Long.toString(pid), "status");
        // a killed process stays as a zombie until its new parent reaps it
        return Files.exists(status)
                && Files.readAllLines(status).stream().noneMatch(l -> l.startsWith("State:\tZ"));
    }

    private static JsonObject succeeded(Outcome outcome) {
        return assertThat(outcome).asInstanceOf(type(Outcome.Succeeded.class)).actual().facts();
    }

    private static Finding onlyFinding(Outcome outcome, String code) {
        List<Finding> findings =
                assertThat(outcome).asInstanceOf(type(Outcome.Failed.class)).actual().findings();
        assertThat(findings).extracting(Finding::code).containsExactly(code);
        assertThat(findings.get(0).remedy()).isNotBlank();
        return findings.get(0);
    }
}
