package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.licensing.fingerprint.Component;
import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import io.gatehouse.app.acceptance.AcceptancePart;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.Release;
import io.gatehouse.demo.standin.DemoInputs;
import io.gatehouse.demo.standin.StandIn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The acceptance by its verb: all eight parts hold; then each fault takes exactly its own part, and
 * that of an archive or of certificates what stands on them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcceptanceFaultsTest {

    private static final String BUNDLE = "dist/core-oem-1.4.0-linux.tar.gz";
    private static final String LABS = "reports/paper_labs/risk_simulation_report.json";

    @TempDir static Path template;
    @TempDir static Path home;
    private OemBench oem;
    private Map<String, String> given;
    private Run accepted;

    @BeforeAll
    void handIn() throws Exception {
        OemBench.found(template);
        oem = OemBench.copy(template, home);
        Bench.require(oem.run(oem.build("1.4.0", "dist")), 0);
        run("fingerprint", "document", "--out", "fp.json");
        String request = oem.approved("request.json");
        Bench.require(
                oem.bench.as(
                        "otto",
                        "licence",
                        "provision",
                        request,
                        "--config",
                        "config/core.yaml",
                        "--log",
                        "demo"),
                0);
        run("licence", "revoke");
        laboratory();
        mtls();
        given = new LinkedHashMap<>();
        given.put("--bundle", BUNDLE);
        given.put("--fingerprint", "fp.json");
        given.put("--licence", oem.issued());
        given.put("--revocations", "var/licenses/revocations.json");
        given.put("--labs", LABS);
        given.put("--mtls", "mtls");
        accepted = accept(given);
    }

    /** Limits looser than every named profile's, which two persons stand for. */
    private void laboratory() throws IOException {
        oem.bench.write(
                "config/core.yaml",
                "risk_profiles:\n"
                        + profile("conservative", "0.05", "0.03", 3)
                        + profile("balanced", "0.10", "0.05", 5)
                        + profile("aggressive", "0.20", "0.10", 10));
        Path manual =
                oem.bench.write(
                        "config/manual.yaml",
                        "risk_profiles:\n" + profile("manual", "0.25", "0.10", 10));
        String digest = Digest.sha384(Files.readAllBytes(manual)).value();
        for (String person : List.of("olga", "carl")) {
            Bench.require(
                    oem.bench.as(
                            person,
                            "labs",
                            "approve",
                            "config/manual.yaml",
                            "--yes",
                            "--digest",
                            digest),
                    0);
        }
        run(
                "labs",
                "run",
                "--manual",
                "config/manual.yaml",
                "--profile",
                "manual",
                "--scenario",
                "flash_crash",
                "--scenario",
                "dry_liquidity",
                "--scenario",
                "latency_spike",
                "--synthetic-fallback",
                "--max-bars",
                "600",
                "--paths",
                "1000",
                "--steps",
                "10");
    }

    private static String profile(String name, String drawdown, String position, int positions) {
        return ("  NAME:\n"
                        + "    max_daily_loss_pct: 0.03\n"
                        + "    max_position_pct: POSITION\n"
                        + "    target_volatility: 0.11\n"
                        + "    max_leverage: 3.0\n"
                        + "    stop_loss_atr_multiple: 1.5\n"
                        + "    max_open_positions: COUNT\n"
                        + "    hard_drawdown_pct: DRAWDOWN\n"
                        + "    limit_owner: risk\n"
                        + "    limit_version: \"2026-11\"\n"
                        + "    limit_rationale: test\n")
                .replace("NAME", name)
                .replace("POSITION", position)
                .replace("COUNT", Integer.toString(positions))
                .replace("DRAWDOWN", drawdown);
    }

    private void mtls() throws IOException {
        Path folder = Files.createDirectory(file("mtls"));
        Release release =
                new Release(
                        "r-1", Digest.sha384("r".getBytes(StandardCharsets.UTF_8)), Bench.COMMIT);
        DemoInputs.of("bench", release).write(folder);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit =
                StandIn.run(
                        List.of("mtls-bundle", "--output", "certs/live", "--valid-days", "90"),
                        folder,
                        InstantSource.fixed(now().minus(Duration.ofMinutes(1))),
                        out,
                        out);
        assertThat(exit).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }

    private Instant now() {
        return oem.bench.clock().instant();
    }

    private Path file(String name) {
        return oem.bench.workspace().resolve(name);
    }

    private void run(String... line) {
        Bench.require(oem.bench.run(line), 0);
    }

    /** What an acceptance answered and left. */
    private record Run(
            Bench.Said said, JsonObject report, JsonObject answer, Path folder, byte[] bytes) {

        /** The parts that do not hold, by their status in the report. */
        Map<String, String> missed() {
            Map<String, String> missed = new LinkedHashMap<>();
            report.array("steps").stream()
                    .map(JsonObject.class::cast)
                    .filter(step -> !step.requireText("status").equals("ok"))
                    .forEach(s -> missed.put(s.requireText("step"), s.requireText("status")));
            return missed;
        }
    }

    private Run accept(Map<String, String> options) throws Exception {
        return accept(oem.bench, options);
    }

    private static Run accept(Bench bench, Map<String, String> options) throws Exception {
        // two acceptances of one second would be one folder
        bench.sleep(Duration.ofSeconds(2));
        List<String> line = new ArrayList<>(List.of("acceptance", "run", "--format", "json"));
        options.forEach((option, value) -> line.addAll(List.of(option, value)));
        Bench.Said said = bench.run(line.toArray(String[]::new));
        assertThat(said.out().strip().lines()).as(said.err()).hasSize(1);
        JsonObject answer = json(said.out().strip().getBytes(StandardCharsets.UTF_8));
        assertThat(answer.text("report")).as(said.out() + said.err()).isPresent();
        Path folder = bench.workspace().resolve(answer.requireText("report"));
        byte[] bytes = Files.readAllBytes(folder.resolve("acceptance.json"));
        Run run = new Run(said, json(bytes), answer, folder, bytes);
        agree(run);
        return run;
    }

    private static JsonObject json(byte[] bytes) {
        return StrictJson.readSigned(bytes).objectOrThrow();
    }

    /** Exit code, answer, report for the gate and report for the build server say the same. */
    private static void agree(Run run) throws Exception {
        Set<String> missed = new TreeSet<>(run.missed().keySet());
        assertThat(run.report().array("steps")).hasSize(8);
        assertThat(run.said().exit()).isEqualTo(missed.isEmpty() ? 0 : 1);
        assertThat(run.answer().requireText("verdict"))
                .isEqualTo(missed.isEmpty() ? "PASS" : "FAIL");
        Element suite =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(run.folder().resolve("junit.xml").toFile())
                        .getDocumentElement();
        NodeList cases = suite.getElementsByTagName("testcase");
        Set<String> failed = new TreeSet<>();
        for (int i = 0; i < cases.getLength(); i++) {
            Element one = (Element) cases.item(i);
            if (one.getElementsByTagName("failure").getLength() > 0) {
                String name = one.getAttribute("name");
                failed.add(name.equals("trial_install") ? "install" : name);
            }
        }
        assertThat(cases.getLength()).isEqualTo(8);
        assertThat(failed).isEqualTo(missed);
        assertThat(run.folder().resolve("trial")).doesNotExist();
    }

    private Map<String, String> with(String option, String value) {
        Map<String, String> changed = new LinkedHashMap<>(given);
        changed.put(option, value);
        return changed;
    }

    /** The same without the laboratory, which takes longer than all the rest. */
    private static Map<String, String> quick(Map<String, String> options) {
        Map<String, String> less = new LinkedHashMap<>(options);
        less.remove("--labs");
        return less;
    }

    /** These parts failed, and all others hold; the laboratory was left out. */
    private static Map<String, String> failed(String... parts) {
        Map<String, String> failed = new LinkedHashMap<>();
        Stream.of(parts).forEach(part -> failed.put(part, "failed"));
        failed.put("labs", "not_run");
        return failed;
    }

    /** The reasons of a part, as the answer gives them. */
    private static List<String> codes(Run run, AcceptancePart part) {
        return run.answer().array("steps").stream()
                .map(JsonObject.class::cast)
                .filter(step -> step.requireText("step").equals(part.code()))
                .flatMap(step -> step.array("findings").stream())
                .map(finding -> ((JsonObject) finding).requireText("code"))
                .toList();
    }

    @Test
    void shouldAcceptWhatHoldsInAllEightParts() throws Exception {
        Run run = accepted;

        assertThat(run.missed()).as(run.said().out()).isEmpty();
        assertThat(
                        run.report().array("steps").stream()
                                .map(s -> ((JsonObject) s).requireText("step")))
                .containsExactly(
                        "bundle",
                        "install",
                        "fingerprint",
                        "licence",
                        "labs",
                        "mtls",
                        "decision_log",
                        "rotation");
        assertThat(run.report().requireText("bundle_archive_sha384"))
                .isEqualTo(Digest.sha384(Files.readAllBytes(file(BUNDLE))).value());
        assertThat(run.report().requireText("workspace_installation")).isEqualTo("bot-1");
    }

    @Test
    void shouldFailTheBundleAndWithItItsInstallation() throws Exception {
        byte[] changed = Files.readAllBytes(file(BUNDLE));
        changed[changed.length / 2] ^= 1;
        Files.write(file("changed.tar.gz"), changed);

        // what does not verify is not installed either: no fault of an archive takes one of the two
        Run run = accept(quick(with("--bundle", "changed.tar.gz")));
        assertThat(run.missed()).isEqualTo(failed("bundle", "install"));
        assertThat(run.report().has("bundle_archive_sha384")).isFalse();
    }

    @Test
    void shouldFailTheInstallationOfABundleForAnotherDevice() throws Exception {
        List<String> line = new ArrayList<>(oem.build("1.4.0", "other"));
        line.addAll(List.of("--fingerprint", "0".repeat(96)));
        Bench.require(oem.run(line), 0);

        Run run = accept(quick(with("--bundle", BUNDLE.replace("dist", "other"))));
        assertThat(run.missed()).isEqualTo(failed("install"));
    }

    @Test
    void shouldFailTheFingerprintOfAMachineWithAnotherPart() throws Exception {
        Map<Component, SortedSet<String>> parts = new EnumMap<>(OemBench.machine("1").values());
        parts.put(Component.MAC, OemBench.machine("2").values().get(Component.MAC));
        oem.bench.machine(new HardwareReading(parts, true));
        try {
            // a licence survives a new network card; whoever accepts a machine is told of it
            Run run = accept(quick(given));
            assertThat(run.missed()).isEqualTo(failed("fingerprint"));
            assertThat(codes(run, AcceptancePart.FINGERPRINT)).containsExactly("other-machine");
        } finally {
            oem.bench.machine(OemBench.machine("1"));
        }
    }

    @Test
    void shouldFailALicenceThatWasRevoked() throws Exception {
        String list = Files.readString(file("var/licenses/revocations.json"));
        String licence =
                OemBench.find(
                        Files.readString(file(oem.issued())),
                        "\"license_id\" *: *\"([0-9a-f]{32})\"");
        run("licence", "revoke", licence, "--reason", "lost");
        Files.copy(file("var/licenses/revocations.json"), file("revoked.json"));
        Files.writeString(file("var/licenses/revocations.json"), list);

        Run run = accept(quick(with("--revocations", "revoked.json")));
        assertThat(run.missed()).isEqualTo(failed("licence"));
        assertThat(codes(run, AcceptancePart.LICENCE)).contains("revoked");
        // without a list nobody knows whether it was
        Map<String, String> none = quick(given);
        none.remove("--revocations");
        assertThat(accept(none).missed()).isEqualTo(failed("licence"));
    }

    @Test
    void shouldFailALaboratoryReportThatWasImproved() throws Exception {
        String report = Files.readString(file(LABS));
        String improved = report.replaceFirst("\"var_95\":\\s*[0-9.]+", "\"var_95\": 0.0");
        if (improved.equals(report)) {
            improved = report.replaceFirst("([0-9]\\.[0-9]*)([0-8])", "$19");
        }
        assertThat(improved).isNotEqualTo(report);
        oem.bench.write("improved.json", improved);

        assertThat(accept(with("--labs", "improved.json")).missed())
                .isEqualTo(Map.of("labs", "failed"));
    }

    @Test
    void shouldFailCertificatesWhoseKeysAreOthersThanWasSaid() throws Exception {
        Path folder = copy("mtls", "mixed");
        int changed = 0;
        try (Stream<Path> all = Files.walk(folder.resolve("certs"))) {
            for (Path one :
                    (Iterable<Path>) all.filter(f -> f.toString().endsWith(".json"))::iterator) {
                String text = Files.readString(one);
                String other =
                        text.replaceFirst(
                                "(\"private_key\"\\s*:\\s*\\{\\s*\"sha256\"\\s*:\\s*\")[0-9a-f]{64}",
                                "$1" + "0".repeat(64));
                changed += other.equals(text) ? 0 : 1;
                Files.writeString(one, other);
            }
        }
        assertThat(changed).isPositive();

        // of a bundle that is none nothing was said about its rotation either
        Run run = accept(quick(with("--mtls", "mixed")));
        assertThat(run.missed()).isEqualTo(failed("mtls", "rotation"));
        assertThat(codes(run, AcceptancePart.MTLS)).isNotEmpty();
    }

    private Path copy(String from, String to) throws IOException {
        Path target = file(to);
        try (Stream<Path> all = Files.walk(file(from))) {
            for (Path one : (Iterable<Path>) all::iterator) {
                Files.copy(one, target.resolve(file(from).relativize(one).toString()));
            }
        }
        return target;
    }

    @Test
    void shouldFailARotationThatIsOverdue() throws Exception {
        Path registry = copy("mtls", "late").resolve("var/security/tls_rotation.json");
        Files.writeString(registry, Files.readString(registry).replaceAll("20\\d\\d-", "2019-"));

        Run run = accept(quick(with("--mtls", "late")));
        assertThat(run.missed()).isEqualTo(failed("rotation"));
    }

    @Test
    void shouldFailADecisionLogWithALineThatNobodySigned(@TempDir Path other) throws Exception {
        Bench tampered = Bench.copy(home, copyOf(other));
        tampered.machine(OemBench.machine("1"));
        // its reports of before were copied with it, and no two are of one second
        tampered.sleep(Duration.ofHours(1));
        Path log = tampered.workspace().resolve("audit/decision_logs/demo.jsonl");
        Files.writeString(
                log, Files.readString(log).replace("licence_provisioned", "licence_provisionel"));

        Run run = accept(tampered, quick(given));
        assertThat(run.missed()).isEqualTo(failed("decision_log"));
    }

    private static Path copyOf(Path other) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path folder : (Iterable<Path>) all.filter(Files::isDirectory)::iterator) {
                Files.createDirectories(other.resolve(home.relativize(folder).toString()));
            }
        }
        return other;
    }

    @Test
    void shouldNotAcceptWhereAPartIsLeftOut() throws Exception {
        Map<String, List<String>> parts =
                Map.of(
                        "--bundle", List.of("bundle", "install", "labs"),
                        "--labs", List.of("labs"),
                        "--licence", List.of("licence", "labs"),
                        "--mtls", List.of("labs", "mtls", "rotation"));
        for (Map.Entry<String, List<String>> left : parts.entrySet()) {
            Map<String, String> less = quick(given);
            less.remove(left.getKey());
            Run run = accept(less);
            assertThat(run.missed().keySet()).containsExactlyElementsOf(left.getValue());
            assertThat(run.missed().values()).containsOnly("not_run");
        }
        // a licence is one of a machine: without its document neither can be seen
        Map<String, String> less = quick(given);
        less.remove("--fingerprint");
        assertThat(accept(less).missed())
                .containsEntry("fingerprint", "not_run")
                .containsEntry("licence", "failed")
                .hasSize(3);
    }

    @Test
    void shouldTryNothingWhereWhatWasNamedIsNotThere() throws Exception {
        Files.createSymbolicLink(file("link.json"), file("fp.json"));
        for (String option : given.keySet()) {
            for (String wrong : List.of("nowhere.json", "link.json")) {
                List<String> line = new ArrayList<>(List.of("acceptance", "run"));
                with(option, wrong).forEach((o, value) -> line.addAll(List.of(o, value)));
                long before = folders();
                Bench.Said said = oem.run(line);
                assertThat(said.exit()).as(said.out()).isEqualTo(ExitCodes.UNDECIDED);
                assertThat(said.err()).contains(option, wrong);
                assertThat(folders()).isEqualTo(before);
            }
        }
    }

    private long folders() throws IOException {
        Path all = file("var/audit/acceptance");
        if (!Files.isDirectory(all)) {
            return 0;
        }
        try (Stream<Path> folders = Files.list(all)) {
            return folders.count();
        }
    }

    @Test
    void shouldPassTheGateAsItIsAndRefusedWhereItWasEdited() throws Exception {
        Run run = accepted;
        String text = new String(run.bytes(), StandardCharsets.UTF_8);
        byte[] manifest = manifest();

        assertThat(judge(text, manifest).verdict()).isEqualTo(Verdict.PASS);
        String step = "{\"details\":[],\"status\":\"ok\",\"step\":\"labs\"}";
        Map<String, String> edited = new LinkedHashMap<>();
        edited.put(text.replace(step + ",", ""), "step-missing");
        edited.put(text.replace(step, step.replace("\"ok\"", "\"not_run\"")), "step-not-run");
        edited.put(text.replace(step, step.replace("\"ok\"", "\"failed\"")), "step-failed");
        edited.put(text.replace(step, step.replace("\"ok\"", "\"fine\"")), "unknown-status");
        edited.put(text.replace(step, step + "," + step), "step-twice");
        edited.put(text.replace("\"labs\"", "\"lab\""), "unknown-step");
        edited.put(text.replace("\"bot-1\"", "\"bot-2\""), "other-installation");
        edited.put(
                text.replace(Digest.sha384(manifest).value(), Digest.ZERO.value()),
                "digest-differs");
        edited.put(text.replaceFirst("\"generated_at\":\"20", "\"generated_at\":\"19"), "stale");
        edited.forEach(
                (report, code) -> {
                    assertThat(report).as(code).isNotEqualTo(text);
                    RuleResult result = judge(report, manifest);
                    assertThat(result.verdict()).as(code).isNotEqualTo(Verdict.PASS);
                    assertThat(result.findings().stream().map(Finding::code))
                            .contains(code)
                            .containsAnyOf("bad-code", "key-not-usable");
                });
        assertThat(judge(text.replaceFirst(",\"signature\":\\{[^}]*}", ""), manifest).findings())
                .extracting(Finding::code)
                .containsExactly("unsigned");
        // a report about a bundle that did not verify bears out none
        Run broken = accept(quick(with("--bundle", "fp.json")));
        assertThat(judge(new String(broken.bytes(), StandardCharsets.UTF_8), manifest).verdict())
                .isNotEqualTo(Verdict.PASS);
        // nor one of another bundle
        assertThat(judge(text, new byte[] {'{', '}'}).verdict()).isNotEqualTo(Verdict.PASS);
    }

    /** As the dry run of the same inputs describes it. */
    private byte[] manifest() throws IOException {
        List<String> line = new ArrayList<>(oem.build("1.4.0", "described"));
        line.add("--dry-run");
        Bench.require(oem.run(line), 0);
        return Files.readAllBytes(file("described/manifest.json"));
    }

    private RuleResult judge(String report, byte[] manifest) {
        try {
            return AcceptedInstaller.judge(
                    oem.bench.workspace(),
                    report.getBytes(StandardCharsets.UTF_8),
                    manifest,
                    now());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
