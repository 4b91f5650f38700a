package io.gatehouse.app.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.id.ArtefactId;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceFilesTest {

    private static final List<String> PATTERNS =
            List.of(
                    "reports/a.json",
                    "reports/*.json",
                    "reports/**/*.json",
                    "reports/?.json",
                    "reports/{a,b}.json",
                    "reports/[ab].json",
                    "reports/a,b].json",
                    "reports//a.json",
                    "a");

    private static final List<String> PATHS =
            List.of(
                    "reports/a.json",
                    "reports/b.json",
                    "reports/*.json",
                    "reports/a,b].json",
                    "reports/deep/a.json",
                    "reports//a.json",
                    "reports/a.json/",
                    "./reports/a.json",
                    "Reports/a.json",
                    "a",
                    "");

    @TempDir private Path home;

    @Test
    void shouldMeanTheSameFilesWithAndWithoutAMatcher() {
        WorkspaceFiles files = new WorkspaceFiles(home);
        int matched = 0;
        for (String pattern : PATTERNS) {
            for (String path : PATHS) {
                boolean expected =
                        FileSystems.getDefault()
                                .getPathMatcher("glob:" + pattern)
                                .matches(Path.of(path));
                assertThat(files.matches(artefact(pattern), path))
                        .as("%s of %s", path, pattern)
                        .isEqualTo(expected);
                matched += expected ? 1 : 0;
            }
        }
        assertThat(matched).isGreaterThan(10);
    }

    private static ArtefactDefinition artefact(String pattern) {
        return new ArtefactDefinition(
                new ArtefactId("report"), pattern, 1, false, Optional.empty());
    }
}
