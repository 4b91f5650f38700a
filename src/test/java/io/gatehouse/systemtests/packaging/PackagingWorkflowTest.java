package io.gatehouse.systemtests.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.adapter.ci.CiPayload;
import io.gatehouse.adapter.ci.CiReading;
import io.gatehouse.adapter.ci.CiReport;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.definitions.load.DefinitionLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The packaging workflow does what gates demo and paper ask of it, and says no more than it did.
 */
class PackagingWorkflowTest {

    private static final String NAME = "github_actions_oem_packaging.yml";
    private static final Path FILE =
            Path.of(System.getProperty("gatehouse.root"), "deploy/ci", NAME);
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir private Path home;

    private static Map<?, ?> workflow() throws IOException {
        return (Map<?, ?>)
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE));
    }

    private static Map<?, ?> job(String platform) throws IOException {
        return (Map<?, ?>) ((Map<?, ?>) workflow().get("jobs")).get("package-" + platform);
    }

    private static List<Map<?, ?>> steps(String platform) throws IOException {
        List<Map<?, ?>> steps = new ArrayList<>();
        ((List<?>) job(platform).get("steps")).forEach(step -> steps.add((Map<?, ?>) step));
        return steps;
    }

    private static Map<?, ?> step(String name) throws IOException {
        return steps("linux").stream()
                .filter(step -> name.equals(step.get("name")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldBeTheWorkflowThatTheGatesAskForWithAJobForEachPlatform() throws IOException {
        Map<?, ?> workflow = workflow();
        assertThat(workflow.get("name")).isEqualTo(NAME);
        assertThat(((Map<?, ?>) workflow.get("env")).get("WORKFLOW")).isEqualTo(NAME);
        long demanded =
                DefinitionLoader.builtIn().gates().values().stream()
                        .flatMap(gate -> gate.steps().stream())
                        .flatMap(step -> step.accept().stream())
                        .flatMap(alternative -> alternative.rules())
                        .filter(rule -> rule.rule().value().equals("bundle-ci-run"))
                        .filter(rule -> rule.toString().contains(NAME))
                        .count();
        assertThat(demanded).isGreaterThanOrEqualTo(2);
        assertThat(((Map<?, ?>) workflow.get("jobs")).keySet().stream().map(String::valueOf))
                .containsExactly("package-linux", "package-macos", "package-windows");
        for (String platform : List.of("linux", "macos", "windows")) {
            Map<?, ?> job = job(platform);
            assertThat(((Map<?, ?>) job.get("env")).get("PLATFORM")).isEqualTo(platform);
            assertThat(job.get("runs-on"))
                    .isEqualTo(List.of("self-hosted", "air-gapped", platform));
            assertThat(steps(platform)).isEqualTo(steps("linux"));
        }
        // nothing of it may write in the forge, nor print a secret that the forge knows
        assertThat((Map<?, ?>) workflow.get("permissions")).isEmpty();
        assertThat(Files.readString(FILE)).doesNotContain("secrets.");
    }

    @Test
    void shouldSignItsReportLastAndNeverAfterAFailure() throws IOException {
        List<Map<?, ?>> steps = steps("linux");
        Map<?, ?> last = steps.get(steps.size() - 1);
        assertThat(last.get("name")).isEqualTo("Sign what this job did");
        // without a condition a step runs only where all before it succeeded
        assertThat(last.containsKey("if")).isFalse();
        // signing tools that are not there are said to be not done, whatever else happened
        Map<?, ?> said = step("Say which signing tools did not run");
        assertThat(said.get("if")).isEqualTo("always()");
        assertThat(String.valueOf(said.get("run"))).contains("NOT DONE");
    }

    @Test
    void shouldSignAReportThatTheRuleReads() throws Exception {
        assumeTrue(
                Stream.of("bash", "openssl", "sed", "tr").allMatch(PackagingWorkflowTest::isThere),
                "bash and openssl are needed");
        run("openssl genpkey -algorithm ed25519 -out key.pem");
        run("openssl pkey -in key.pem -pubout -outform DER -out public.der");
        byte[] der = Files.readAllBytes(home.resolve("public.der"));
        Ed25519PublicKey key =
                new Ed25519PublicKey(
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(
                                        Arrays.copyOfRange(der, der.length - 32, der.length)));
        String script = String.valueOf(step("Sign what this job did").get("run"));
        Path report = home.resolve("ws/evidence/ci/oem_packaging/linux.json");

        // without a verification there is nothing to sign
        Files.writeString(home.resolve("verification.json"), "{\"exit\":1}");
        assertThat(run(script)).isEqualTo(3);
        assertThat(report).doesNotExist();

        String manifest = Digest.sha384(new byte[] {7}).hex();
        Files.writeString(
                home.resolve("verification.json"),
                "{\"exit\":0,\"manifest_sha384\":\"" + manifest + "\",\"schema\":\"x\"}\n");
        assertThat(run(script)).as(Files.readString(home.resolve("said"))).isZero();

        CiReading read = CiReport.read(Files.readAllBytes(report));
        assertThat(read).isInstanceOf(CiReading.Parsed.class);
        CiReport parsed = ((CiReading.Parsed) read).report();
        assertThat(parsed.verify(new KeyId("ci-linux"), key)).isEmpty();
        CiPayload.Run run = (CiPayload.Run) parsed.payload();
        assertThat(run.workflow()).isEqualTo(NAME);
        assertThat(run.jobId()).isEqualTo("package-linux");
        assertThat(run.run()).isEqualTo("77");
        assertThat(run.commit()).isEqualTo(COMMIT);
        assertThat(run.conclusion()).isEqualTo("success");
        assertThat(run.bundle()).contains(Digest.parse("sha384:" + manifest));
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private int run(String script) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", script)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("said").toFile());
        builder.environment().put("OEM_CI_KEY", home.resolve("key.pem").toString());
        builder.environment().put("OEM_CI_KEY_ID", "ci-linux");
        builder.environment().put("OEM_WORKSPACE", home.resolve("ws").toString());
        builder.environment().put("PLATFORM", "linux");
        builder.environment().put("REVISION", COMMIT);
        builder.environment().put("GITHUB_RUN_ID", "77");
        builder.environment().put("WORKFLOW", NAME);
        return builder.start().waitFor();
    }
}
