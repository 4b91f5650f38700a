package io.gatehouse.app.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermitFilesTest {

    @TempDir private Path root;
    private Workspace workspace;

    @BeforeEach
    void arm() throws IOException {
        workspace = Workspace.at(root);
        Files.createDirectories(workspace.permits());
        Files.createDirectories(workspace.routerArming().getParent());
        Files.writeString(workspace.routerArming(), "{}");
    }

    @Test
    void shouldDisarmTheRouterWithThePermitOfLive() throws IOException {
        Files.writeString(workspace.permits().resolve("live.json"), "{}");

        new PermitFiles(workspace).removeAll();

        assertThat(workspace.permits()).isEmptyDirectory();
        assertThat(workspace.routerArming()).doesNotExist();
    }

    @Test
    void shouldLeaveARouterArmedThatIsAboutToGetItsPermit() throws IOException {
        Files.writeString(workspace.permits().resolve("paper.json"), "{}");

        new PermitFiles(workspace).removeAll();

        assertThat(workspace.permits()).isEmptyDirectory();
        assertThat(workspace.routerArming()).exists();
    }
}
