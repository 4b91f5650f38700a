package io.gatehouse.adapter.risklabs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of the process that computes, the one that asked goes on with a finding. */
class ChildLaboratoryTest {

    @TempDir Path folder;

    private LabWorkspace workspace;

    @BeforeEach
    void makeWorkspace() throws IOException {
        workspace = new LabWorkspace(folder.toRealPath());
    }

    private LabEnd run(String... program) throws InterruptedException {
        return ChildLaboratory.of(List.of(program))
                .run(
                        workspace.job(LabWorkspace.madeUp(), 1),
                        Duration.ofMinutes(5),
                        LabProgress.NONE)
                .orElseThrow();
    }

    private static String only(LabEnd end) {
        assertThat(end.status()).isEqualTo(LabEnd.Status.FAULT);
        assertThat(end.findings()).hasSize(1);
        return end.findings().get(0).code() + ": " + end.findings().get(0).observed();
    }

    @Test
    void shouldComputeInAProcessOfItsOwn() throws Exception {
        List<String> phases = Collections.synchronizedList(new ArrayList<>());
        LabEnd end =
                ChildLaboratory.ofThisProgram()
                        .run(
                                workspace.job(LabWorkspace.madeUp(), 2),
                                Duration.ofMinutes(5),
                                (phase, done, total) -> phases.add(phase))
                        .orElseThrow();
        assertThat(end.status()).isEqualTo(LabEnd.Status.WRITTEN);
        assertThat(phases).contains("data", "figures", "simulation", "stress", "report");
        byte[] own = workspace.json();
        new Laboratory(workspace.job(LabWorkspace.madeUp(), 1)).run(LabProgress.NONE);
        assertThat(workspace.json()).isEqualTo(own);
    }

    @Test
    void shouldSayThatTheProcessDied() throws Exception {
        assertThat(only(run("/bin/sh", "-c", "kill -SEGV $$")))
                .isEqualTo("process-died: ended by signal 11");
        assertThat(only(run("/bin/sh", "-c", "exit 3"))).isEqualTo("process-died: ended with 3");
        assertThat(only(run("/bin/sh", "-c", "echo java.lang.OutOfMemoryError >&2; exit 1")))
                .startsWith("no-memory");
    }

    @Test
    void shouldBelieveNoAnswerThatIsNone() throws Exception {
        assertThat(only(run("/bin/sh", "-c", "echo hello"))).startsWith("process-died");
        assertThat(only(run("/bin/sh", "-c", "echo '{\"end\":{\"status\":\"PERFECT\"}}'")))
                .startsWith("process-died");
        assertThat(only(run(folder.resolve("none").toString()))).startsWith("not-started");
    }

    @Test
    void shouldKillItWhenTheTimeIsOver() throws Exception {
        Path alive = folder.resolve("alive");
        Optional<LabEnd> end =
                ChildLaboratory.of(
                                List.of("/bin/sh", "-c", "trap '' TERM; sleep 30; touch " + alive))
                        .run(
                                workspace.job(LabWorkspace.madeUp(), 1),
                                Duration.ofMillis(300),
                                LabProgress.NONE);
        assertThat(end).isEmpty();
        assertThat(Files.exists(alive)).isFalse();
    }

    @Test
    void shouldWriteTheSameBytesOnAnotherRuntime() throws Exception {
        String other = System.getenv("JAVA25_HOME");
        org.junit.jupiter.api.Assumptions.assumeTrue(other != null, "JAVA25_HOME is not set");
        new Laboratory(workspace.job(LabWorkspace.madeUp(), 2)).run(LabProgress.NONE);
        byte[] json = workspace.json();
        byte[] pages = workspace.pages();
        LabEnd end =
                run(
                        Path.of(other, "bin", "java").toString(),
                        "-Xmx768m",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LabProcess.class.getName());
        assertThat(end.status()).isEqualTo(LabEnd.Status.WRITTEN);
        assertThat(workspace.json()).isEqualTo(json);
        assertThat(workspace.pages()).isEqualTo(pages);
    }
}
