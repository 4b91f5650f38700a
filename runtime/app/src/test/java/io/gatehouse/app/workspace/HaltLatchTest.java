package io.gatehouse.app.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaltLatchTest {

    @TempDir private Path home;
    private Workspace workspace;

    @BeforeEach
    void setUp() throws IOException {
        workspace = Workspace.at(home);
        workspace.create();
    }

    @Test
    void shouldFallAsOftenAsItIsDropped() throws IOException {
        HaltLatch latch = new HaltLatch(workspace);
        latch.stock();
        for (int i = 0; i < 6; i++) {
            latch.drop();
        }
        assertThat(latch.latches()).hasSize(6);
        assertThat(latch.isDown()).isTrue();
    }

    @Test
    void shouldKeepAHaltThatFallsIntoTheMomentOfAResume() throws IOException {
        // given
        HaltLatch latch = new HaltLatch(workspace);
        latch.stock();
        latch.drop();
        List<Path> known = latch.latches();

        // when another halt falls after the resume was decided
        latch.drop();
        latch.lift(known);

        // then
        assertThat(latch.isDown()).isTrue();
        assertThat(latch.latches()).hasSize(1);
    }

    @Test
    void shouldCountAnUnreadableDirectoryAsAHalt() throws IOException {
        Files.delete(workspace.halt());
        assertThat(new HaltLatch(workspace).isDown()).isTrue();
    }

    @Test
    void shouldRefuseASecondWriterAndNameTheFirst() throws Exception {
        try (WriterLock first = WriterLock.acquire(workspace, "gatehouse serve", Instant.EPOCH)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> WriterLock.acquire(workspace, "gatehouse halt", Instant.EPOCH))
                    .isInstanceOf(WorkspaceBusy.class)
                    .hasMessageContaining("gatehouse serve")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
        try (WriterLock second = WriterLock.acquire(workspace, "gatehouse halt", Instant.EPOCH)) {
            assertThat(second).isNotNull();
        }
    }

    @Test
    void shouldRefuseAWorkspaceWhoseDirectoryIsALink() throws IOException {
        Path other = home.resolve("other");
        Files.createDirectories(other.resolve("target"));
        Files.createSymbolicLink(other.resolve("var"), other.resolve("target"));
        assertThatThrownBy(() -> Workspace.at(other).create()).isInstanceOf(IOException.class);
    }
}
