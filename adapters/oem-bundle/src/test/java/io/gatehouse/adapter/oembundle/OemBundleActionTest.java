package io.gatehouse.adapter.oembundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction.Outcome;
import io.gatehouse.core.port.GateAction.Request;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OemBundleActionTest {

    @TempDir private Path workspace;

    private Outcome verify(byte[] archive) throws IOException {
        Files.write(workspace.resolve("b.tar.gz"), archive);
        return verify("b.tar.gz");
    }

    private Outcome verify(String archive) {
        return new OemBundleAction(Draft.trusted(), InstantSource.fixed(Draft.NOW))
                .run(
                        new Request(
                                "key",
                                new PromotionId("p-1"),
                                "bundle",
                                1,
                                OemBundleContractTest.verifying(archive),
                                workspace,
                                Duration.ofSeconds(60),
                                new TreeMap<>()));
    }

    private JsonObject report() throws IOException {
        return StrictJson.readSigned(
                        Files.readAllBytes(
                                workspace.resolve("reports/bundle/verified/verification.json")))
                .objectOrThrow();
    }

    @Test
    void shouldReportASoundBundle() throws IOException {
        assertThat(verify(new Draft().seal().archive())).isInstanceOf(Outcome.Succeeded.class);
        assertThat(report().text("verdict")).contains("verified");
        assertThat(report().array("findings")).isEmpty();
    }

    @Test
    void shouldReportARefusedBundleAsEvidence() throws IOException {
        assertThat(verify(new Draft().seal().flip("ui/ui.bin").archive()))
                .isInstanceOf(Outcome.Succeeded.class);
        assertThat(report().text("verdict")).contains("refused");
        assertThat(Draft.text(report())).contains("digest-differs");
    }

    @Test
    void shouldTakeTheOneArchiveThatAPatternMeans() throws IOException {
        Path folder = Files.createDirectories(workspace.resolve("var/dist"));
        assertThat(verify("var/dist/b-*.tar.gz")).isInstanceOf(Outcome.Failed.class);

        Files.write(folder.resolve("b-1.0.tar.gz"), new Draft().seal().archive());
        assertThat(verify("var/dist/b-*.tar.gz")).isInstanceOf(Outcome.Succeeded.class);
        assertThat(report().text("verdict")).contains("verified");

        Files.write(folder.resolve("b-1.1.tar.gz"), new Draft().seal().archive());
        assertThat(verify("var/dist/b-*.tar.gz"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed ->
                                assertThat(failed.findings())
                                        .extracting(Finding::code)
                                        .containsExactly("ambiguous"));
        assertThat(verify("var/*/b-1.0.tar.gz"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed ->
                                assertThat(failed.findings())
                                        .extracting(Finding::code)
                                        .containsExactly("bad-parameters"));
    }

    @Test
    void shouldNotFollowALinkOutOfTheWorkspace(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(workspace.resolve("reports"), elsewhere);

        assertThat(verify(new Draft().seal().archive())).isInstanceOf(Outcome.Failed.class);
        assertThat(elsewhere).isEmptyDirectory();
    }
}
