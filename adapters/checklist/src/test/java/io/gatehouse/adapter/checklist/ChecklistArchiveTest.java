package io.gatehouse.adapter.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecklistArchiveTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.5Z");
    private static final PromotionId PROMOTION = new PromotionId("p-1");
    private static final StepId STEP = new StepId("paper-checklist");
    private static final List<PersonId> SIGNERS = List.of(new PersonId("eve"));
    private static final String FORM = "- [x] a\n- [ ] b\n";

    @TempDir Path workspace;
    private ChecklistArchive archive;

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(workspace.resolve("evidence"));
        Files.writeString(workspace.resolve("evidence/form.md"), FORM);
        archive = new ChecklistArchive(workspace);
    }

    @Test
    void shouldCopyTheFormWithManifestAndIndexLine() throws IOException {
        ArchiveEntry entry = archived();

        assertThat(entry.archived())
                .startsWith("var/audit/checklists/p-1/paper-checklist/")
                .endsWith(".md");
        assertThat(Files.readString(workspace.resolve(entry.archived()))).isEqualTo(FORM);
        assertThat(entry.digests()).isEqualTo(DigestPair.of(FORM.getBytes(StandardCharsets.UTF_8)));
        assertThat(entry.items()).isEqualTo(2);
        assertThat(entry.open()).isEqualTo(1);
        assertThat(entry.time()).isEqualTo(Instant.parse("2026-11-20T12:00:00Z"));
        Path manifest = workspace.resolve(entry.archived().replace(".md", ".manifest.json"));
        assertThat(StrictJson.readSigned(Files.readAllBytes(manifest)).objectOrThrow())
                .isEqualTo(entry.toJson());
        assertThat(archive.entries(new ArrayList<>())).containsExactly(entry);
        assertThat(archive.verify()).isEmpty();
    }

    @Test
    void shouldArchiveTheSameFormOnce() throws IOException {
        ArchiveEntry first = archived();
        ArchiveEntry second = archived();

        assertThat(second).isEqualTo(first);
        assertThat(archive.entries(new ArrayList<>())).containsExactly(first);
    }

    @Test
    void shouldKeepTheOldCopyWhenTheFormChanges() throws IOException {
        ArchiveEntry first = archived();
        Files.writeString(workspace.resolve("evidence/form.md"), "- [x] a\n- [x] b\n");

        ArchiveEntry second = archived();

        assertThat(second.archived()).isNotEqualTo(first.archived());
        assertThat(Files.readString(workspace.resolve(first.archived()))).isEqualTo(FORM);
        assertThat(archive.entries(new ArrayList<>())).containsExactly(first, second);
    }

    @Test
    void shouldNoticeACopyThatWasChangedOrRemoved() throws IOException {
        ArchiveEntry entry = archived();
        Path copy = workspace.resolve(entry.archived());

        Files.writeString(copy, FORM.replace("[ ]", "[x]"));
        assertThat(archive.verify()).extracting(Finding::code).containsExactly("copy-changed");
        assertThatThrownBy(this::archived).isInstanceOf(IOException.class);
        Files.delete(copy);
        assertThat(archive.verify()).extracting(Finding::code).containsExactly("copy-missing");
    }

    @Test
    void shouldGoOnAfterALineThatACrashCut() throws IOException {
        ArchiveEntry entry = archived();
        Path index = workspace.resolve("var/audit/checklists/index.jsonl");
        Files.writeString(index, "{\"archived", StandardOpenOption.APPEND);

        archived();

        List<Finding> findings = new ArrayList<>();
        assertThat(archive.entries(findings)).containsExactly(entry);
        assertThat(findings).extracting(Finding::code).containsExactly("index-line");
    }

    @Test
    void shouldRefuseAnIndexThatPointsOutOfTheArchive() throws IOException {
        ArchiveEntry entry = archived();
        Path index = workspace.resolve("var/audit/checklists/index.jsonl");
        Files.writeString(
                index, Files.readString(index).replace(entry.archived(), "evidence/form.md"));

        assertThat(archive.verify()).extracting(Finding::code).containsExactly("outside");
    }

    @Test
    void shouldRefuseASourceThatIsALinkOrOutside(@TempDir Path elsewhere) throws IOException {
        Path outside = Files.writeString(elsewhere.resolve("form.md"), FORM);
        Files.createSymbolicLink(workspace.resolve("evidence/link.md"), outside);
        Files.createSymbolicLink(workspace.resolve("linked"), elsewhere);

        for (Path source :
                List.of(
                        Path.of("evidence/link.md"),
                        Path.of("linked/form.md"),
                        Path.of("../x.md"),
                        outside)) {
            assertThatThrownBy(() -> archive.archive(source, PROMOTION, STEP, SIGNERS, NOON))
                    .as("%s", source)
                    .isInstanceOf(IOException.class);
        }
    }

    private ArchiveEntry archived() throws IOException {
        return archive.archive(Path.of("evidence/form.md"), PROMOTION, STEP, SIGNERS, NOON);
    }
}
