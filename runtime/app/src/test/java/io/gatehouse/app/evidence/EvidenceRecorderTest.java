package io.gatehouse.app.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.Bilingual;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceRecorderTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir private Path home;
    private Workspace workspace;
    private EvidenceRecorder recorder;

    @BeforeEach
    void setUp() throws IOException {
        workspace = Workspace.at(home.resolve("ws"));
        workspace.create();
        recorder = new EvidenceRecorder(workspace);
    }

    private Path write(String path, Instant time) throws IOException {
        Path file = workspace.root().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "content of " + path);
        Files.setLastModifiedTime(file, FileTime.from(time));
        return file;
    }

    private static StepDefinition step(boolean secret, String glob) {
        return new StepDefinition(
                new StepId("labs"),
                new Bilingual("Laboratoria", "Labs"),
                Role.RISK,
                Optional.empty(),
                List.of(
                        new ArtefactDefinition(
                                new ArtefactId("report"), glob, 1, secret, Optional.empty())),
                List.of(
                        new RuleReference(
                                new RuleId("artefact-present"), JsonObject.EMPTY, false, false)),
                "RB-2.1");
    }

    private static PromotionState promotion() {
        return promotion(List.of());
    }

    private static PromotionState promotion(List<EvidenceItem> evidence) {
        TreeMap<String, EvidenceItem> items = new TreeMap<>();
        evidence.forEach(item -> items.put(item.id().value(), item));
        return new PromotionState(
                new PromotionId("p-1"),
                new GateId("paper"),
                Digest.ZERO,
                new PersonId("otto"),
                START,
                START,
                new Release("r-1", Digest.ZERO, "0".repeat(40)),
                "labs:RUNNING",
                new TreeMap<>(),
                items,
                new TreeSet<>(),
                Optional.empty(),
                List.of(),
                List.of(),
                new TreeMap<>(),
                Optional.empty(),
                "");
    }

    @Test
    void shouldCollectAndArchiveWhatTheActionWrote() throws IOException {
        // given
        write("reports/a.json", START.plusSeconds(1));
        write("reports/deep/b.json", START.plusSeconds(1));
        write("reports/c.txt", START.plusSeconds(1));

        // when
        var collected =
                recorder.collect(
                        promotion(), step(false, "reports/*.json"), START, START.plusSeconds(2));

        // then
        assertThat(collected.skipped()).isEmpty();
        assertThat(collected.items())
                .extracting(EvidenceItem::path)
                .containsExactly("reports/a.json");
        EvidenceItem item = collected.items().get(0);
        Path copy =
                workspace
                        .artefacts()
                        .resolve("2026-01-02/paper/p-1")
                        .resolve(item.digests().sha384().hex());
        assertThat(copy).hasContent("content of reports/a.json");
        assertThat(new Observer(workspace).observe(item).isUnchanged()).isTrue();
        assertThat(new Observer(workspace).observeArchived(promotion(), item).isUnchanged())
                .isTrue();
    }

    @Test
    void shouldTakeAnAttachedFileOnceUnlessTheActionChangedIt()
            throws IOException, EvidenceRefused {
        // given
        write("reports/a.json", START);
        StepDefinition step = step(false, "reports/*.json");
        EvidenceItem attached =
                recorder.attach(
                        promotion(),
                        step,
                        step.artefacts().get(0),
                        "reports/a.json",
                        START,
                        "person:olga",
                        new ReadEvidence());
        PromotionState promotion = promotion(List.of(attached));

        // then
        assertThat(recorder.collect(promotion, step, START, START).items()).isEmpty();
        Files.writeString(workspace.root().resolve("reports/a.json"), "other");
        assertThat(recorder.collect(promotion, step, START, START).items()).hasSize(1);
    }

    @Test
    void shouldRefuseAFileThatIsOlderThanTheAction() throws IOException {
        write("reports/old.json", START.minusSeconds(60));
        var collected = recorder.collect(promotion(), step(false, "reports/*.json"), START, START);
        assertThat(collected.items()).isEmpty();
        assertThat(collected.skipped())
                .singleElement()
                .satisfies(f -> assertThat(f.code()).isEqualTo("older-than-action"));
    }

    @Test
    void shouldRefuseASymbolicLink() throws IOException {
        Path real = write("elsewhere/real.json", START.plusSeconds(1));
        Files.createDirectories(workspace.root().resolve("reports"));
        Files.createSymbolicLink(workspace.root().resolve("reports/link.json"), real);
        var collected = recorder.collect(promotion(), step(false, "reports/*.json"), START, START);
        assertThat(collected.items()).isEmpty();
        assertThat(collected.skipped())
                .singleElement()
                .satisfies(f -> assertThat(f.code()).isEqualTo("symbolic-link"));
    }

    @Test
    void shouldRefuseAPathOutsideTheWorkspace() throws IOException {
        Files.writeString(home.resolve("outside.json"), "x");
        StepDefinition step = step(false, "reports/*.json");
        assertThatThrownBy(
                        () ->
                                recorder.attach(
                                        promotion(),
                                        step,
                                        step.artefacts().get(0),
                                        "../outside.json",
                                        START,
                                        "person:otto",
                                        new ReadEvidence()))
                .isInstanceOf(EvidenceRefused.class)
                .hasMessageContaining("outside");
    }

    @Test
    void shouldNeverCopyAnArtefactThatIsSecret() throws IOException {
        write("certs/key.pem", START.plusSeconds(1));
        var collected = recorder.collect(promotion(), step(true, "certs/*"), START, START);
        assertThat(collected.items())
                .singleElement()
                .satisfies(i -> assertThat(i.secret()).isTrue());
        assertThat(workspace.artefacts()).isEmptyDirectory();
        assertThat(new Observer(workspace).observe(collected.items().get(0)).content()).isEmpty();
    }

    @Test
    void shouldGiveTheSameFileTheSameId() throws IOException {
        write("reports/a.json", START.plusSeconds(1));
        StepDefinition step = step(false, "reports/*.json");
        var first = recorder.collect(promotion(), step, START, START);
        var second = recorder.collect(promotion(), step, START, START);
        assertThat(first.items().get(0).id()).isEqualTo(second.items().get(0).id());
    }

    @Test
    void shouldHandOnTheBytesThatItArchived() throws IOException, EvidenceRefused {
        write("reports/a.json", START);
        StepDefinition step = step(false, "reports/*.json");
        ReadEvidence read = new ReadEvidence();
        EvidenceItem item = attach(step, "reports/a.json", read);
        Files.writeString(workspace.root().resolve("reports/a.json"), "edited a moment later");

        assertThat(read.of(item)).hasValueSatisfying(o -> assertThat(o.isUnchanged()).isTrue());
        read.forget();
        assertThat(read.of(item)).isEmpty();
        assertThat(new Observer(workspace).observe(item).isUnchanged()).isFalse();
    }

    @Test
    void shouldHandOnNoSecretAndNothingLarge() throws IOException, EvidenceRefused {
        write("reports/secret.json", START);
        write("reports/large.json", START);
        Files.write(workspace.root().resolve("reports/large.json"), new byte[300_000]);
        ReadEvidence read = new ReadEvidence();

        EvidenceItem secret = attach(step(true, "reports/*.json"), "reports/secret.json", read);
        EvidenceItem large = attach(step(false, "reports/*.json"), "reports/large.json", read);

        assertThat(read.of(secret)).isEmpty();
        assertThat(read.of(large)).isEmpty();
        assertThat(new Observer(workspace).observeArchived(promotion(), large).isUnchanged())
                .isTrue();
    }

    @Test
    void shouldKeepACopyThatIsThereAndRefuseOneThatWasChanged()
            throws IOException, EvidenceRefused {
        for (int size : new int[] {10, 300_000}) {
            String path = "reports/" + size + ".json";
            write(path, START);
            Files.write(workspace.root().resolve(path), new byte[size]);
            StepDefinition step = step(false, "reports/*.json");
            EvidenceItem item = attach(step, path, new ReadEvidence());
            Path copy = new EvidenceArchive(workspace).file(promotion(), item.digests().sha384());
            assertThat(attach(step, path, new ReadEvidence())).isEqualTo(item);
            assertThat(copy).hasSize(size);

            Files.write(copy, new byte[size + 1]);
            assertThatThrownBy(() -> attach(step, path, new ReadEvidence()))
                    .isInstanceOf(EvidenceRefused.class);
            assertThat(copy).hasSize(size + 1);
            try (var left = Files.list(copy.getParent())) {
                assertThat(left.filter(p -> p.toString().endsWith(".tmp"))).isEmpty();
            }
        }
    }

    private EvidenceItem attach(StepDefinition step, String path, ReadEvidence read)
            throws EvidenceRefused {
        return recorder.attach(
                promotion(), step, step.artefacts().get(0), path, START, "person:olga", read);
    }
}
