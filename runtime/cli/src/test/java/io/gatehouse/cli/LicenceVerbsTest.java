package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import io.gatehouse.adapter.licensing.qr.QrCode;
import io.gatehouse.audit.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicenceVerbsTest {

    @TempDir private static Path template;

    @TempDir private Path home;

    private OemBench oem;

    @BeforeAll
    static void found() throws IOException {
        OemBench.found(template);
    }

    @BeforeEach
    void copy() throws IOException {
        oem = OemBench.copy(template, home);
        Bench.require(run("fingerprint", "document", "--out", "fp.json"), 0);
    }

    private Bench.Said run(String... line) {
        return oem.bench.run(line);
    }

    private Path file(String name) {
        return oem.bench.workspace().resolve(name);
    }

    private Bench.Said provision(String request) {
        return run("licence", "provision", request, "--config", "config/core.yaml");
    }

    /** An issued licence and an empty revocation list. */
    private String issued() throws IOException {
        Bench.require(provision(oem.approved("request.json")), 0);
        Bench.require(run("licence", "revoke"), 0);
        return oem.issued();
    }

    private Bench.Said verify(String licence) {
        return run("licence", "verify", licence, "--fingerprint", "fp.json");
    }

    private static void refused(Bench.Said said, String code) {
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out()).contains(code);
    }

    @Test
    void shouldTakeALicenceFromItsRequestToItsRevocation() throws IOException {
        // requested, approved, issued once
        String request = oem.approved("request.json", "--seats", "2", "--feature", "ui");
        Bench.Said made = provision(request);
        Bench.require(made, 0);
        assertThat(made.out()).contains("number 1 in the registry", "ui");
        Bench.require(provision(request), 0);
        assertThat(Files.readAllLines(file("var/licenses/registry.jsonl"))).hasSize(1);
        String licence = oem.issued();

        // counts only with a list of revocations, on this machine
        refused(verify(licence), "list-missing");
        Bench.require(run("licence", "revoke"), 0);
        Bench.require(verify(licence), 0);
        Bench.require(
                run("licence", "activate", licence, "--fingerprint", "fp.json", "--enrol"), 0);
        assertThat(file("var/licenses/active/license.json")).hasSameBinaryContentAs(file(licence));

        // the copied pair is refused on another machine
        oem.bench.machine(OemBench.machine("2"));
        refused(verify(licence), "other-machine");
        refused(run("licence", "activate", licence, "--fingerprint", "fp.json"), "other-machine");
        oem.bench.machine(OemBench.machine("1"));

        // revoked
        String id = OemBench.find(made.out(), "licence id +([0-9a-f]{32})");
        Bench.require(run("licence", "revoke", id, "--reason", "device lost"), 0);
        refused(verify(licence), "revoked");
        refused(run("licence", "activate", licence, "--fingerprint", "fp.json"), "revoked");
        Bench.require(run("licence", "revoke"), 0);
        refused(verify(licence), "revoked");
        assertThat(Files.readString(file("var/licenses/revocations.json"))).contains("device lost");
    }

    @Test
    void shouldIssueNothingThatNoSecondPersonApproved() throws IOException {
        List<String> line =
                List.of(
                        "licence",
                        "request",
                        "--fingerprint",
                        "fp.json",
                        "--requester",
                        "carl",
                        "--out",
                        "request.json");
        Bench.Said made = oem.run(line);
        Bench.require(made, 0);
        String digest = OemBench.digest(made.out());

        Bench.Said early = provision("request.json");
        assertThat(early.exit()).isEqualTo(ExitCodes.PENDING);
        assertThat(early.out()).contains("not-approved");
        assertThat(file("var/licenses/issued")).doesNotExist();
        assertThat(oem.approve("carl", "request.json", digest).exit())
                .isEqualTo(ExitCodes.NOT_PERMITTED);
        assertThat(oem.approve("otto", "request.json", digest).exit())
                .isEqualTo(ExitCodes.NOT_PERMITTED);
        assertThat(provision("request.json").exit()).isEqualTo(ExitCodes.PENDING);
        assertThat(oem.approve("olga", "request.json", "sha384:" + "0".repeat(96)).exit())
                .isEqualTo(ExitCodes.CONFLICT);
        assertThat(oem.bench.as("olga", "licence", "approve", "request.json", "--yes").exit())
                .isEqualTo(ExitCodes.USAGE);
        assertThat(
                        oem.bench
                                .asked("olga", List.of("no"), "licence", "approve", "request.json")
                                .exit())
                .isEqualTo(ExitCodes.PENDING);
        Bench.require(oem.approve("olga", "request.json", digest), 0);
        assertThat(oem.run(line).exit()).isEqualTo(ExitCodes.CONFLICT);

        // what was approved is exactly this request
        String text = Files.readString(file("request.json"));
        Files.writeString(file("request.json"), text.replace("\"paper\"", "\"live\""));
        assertThat(provision("request.json").exit()).isEqualTo(ExitCodes.PENDING);
        Files.writeString(file("request.json"), text);
        Bench.require(provision("request.json"), 0);
    }

    @Test
    void shouldWriteOneLineInEachLogAndConfirmNothing() throws IOException {
        String request = oem.approved("request.json");
        assertThat(
                        run(
                                        "licence",
                                        "provision",
                                        request,
                                        "--config",
                                        "config/core.yaml",
                                        "--log",
                                        "demo")
                                .exit())
                .isEqualTo(ExitCodes.USAGE);

        Bench.Said said =
                oem.bench.as(
                        "otto",
                        "licence",
                        "provision",
                        request,
                        "--config",
                        "config/core.yaml",
                        "--log",
                        "demo",
                        "--usb",
                        "stick",
                        "--format",
                        "json");

        Bench.require(said, 0);
        assertThat(said.out().strip().lines()).hasSize(1);
        assertThat(said.out()).contains("\"compliance_confirmed\":false", "\"admitted\":true");
        String line = Files.readString(file("audit/decision_logs/demo.jsonl"));
        assertThat(line).contains("licence_provisioned", "config_hash", "license_id");
        assertThat(file("stick").toFile().list()).hasSize(1);
        Bench.require(run("log", "verify", "--strict"), 0);
    }

    @Test
    void shouldReadALicenceBackFromItsQrCode() throws Exception {
        String licence = issued();
        Bench.Said shown = run("licence", "qr", licence, "--png", "code.png");
        Bench.require(shown, 0);
        String text = QrCode.readTerminal(shown.out()).orElseThrow();
        assertThat(text).startsWith("GHL1:");
        assertThat(QrCode.readPng(Files.readAllBytes(file("code.png")))).contains(text);
        oem.bench.write("code.txt", shown.out());

        for (String code : List.of("code.png", "code.txt")) {
            String out = "from-" + code + ".json";
            Bench.require(
                    run("licence", "qr", "--read", code, "--request", "request.json", "--out", out),
                    0);
            // the stick's form is indented, the registry's is a line: the same licence
            assertThat(StrictJson.readSigned(Files.readAllBytes(file(out))).objectOrThrow())
                    .isEqualTo(
                            StrictJson.readSigned(Files.readAllBytes(file(licence)))
                                    .objectOrThrow());
        }
        Bench.require(verify("from-code.png.json"), 0);
        oem.bench.sleep(Duration.ofSeconds(5));
        oem.approved("other.json");
        refused(
                run("licence", "qr", "--read", "code.png", "--request", "other.json", "--out", "x"),
                "other-request");
        assertThat(run("licence", "qr", licence, "--png", "code.png").exit())
                .isEqualTo(ExitCodes.CONFLICT);
        assertThat(run("licence", "qr").exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(
                        run(
                                        "licence",
                                        "qr",
                                        "--read",
                                        licence,
                                        "--request",
                                        "request.json",
                                        "--out",
                                        "y")
                                .exit())
                .isEqualTo(ExitCodes.UNDECIDED);
    }

    @Test
    void shouldRefuseARegistryWithALineTakenOutOrPutBack() throws IOException {
        refused(run("licence", "registry"), "registry-missing");
        issued();
        String one = Files.readString(file("var/licenses/registry.jsonl"));
        String chain = Files.readString(file("var/licenses/registry.chain.jsonl"));
        oem.bench.sleep(Duration.ofSeconds(5));
        Bench.require(provision(oem.approved("second.json")), 0);
        Bench.Said sound = run("licence", "registry");
        Bench.require(sound, 0);
        assertThat(sound.out()).contains("Sound: 2 lines");
        String both = Files.readString(file("var/licenses/registry.jsonl"));

        Files.writeString(file("var/licenses/registry.jsonl"), both.substring(one.length()));
        refused(run("licence", "registry"), "removed");
        Files.writeString(file("var/licenses/registry.jsonl"), one);
        Files.writeString(file("var/licenses/registry.chain.jsonl"), chain);
        refused(run("licence", "registry"), "rolled-back");
        oem.bench.sleep(Duration.ofSeconds(5));
        refused(provision(oem.approved("third.json")), "rolled-back");
    }

    @Test
    void shouldRefuseAClockThatWasSetBackAndAnOldList() throws IOException {
        String licence = issued();
        Bench.require(
                run("licence", "activate", licence, "--fingerprint", "fp.json", "--enrol"), 0);
        refused(
                run("licence", "activate", licence, "--fingerprint", "fp.json", "--enrol"),
                "state-not-made");
        oem.bench.sleep(Duration.ofHours(13));
        refused(verify(licence), "stale");
        oem.bench.sleep(Duration.ofHours(-2));
        refused(verify(licence), "clock-set-back");
        oem.bench.sleep(Duration.ofDays(400));
        refused(verify(licence), "expired");
    }

    @Test
    void shouldTakeTheOneLicenceOfAnInboxThatIsForThisMachine() throws IOException {
        String licence = issued();
        Files.createDirectories(file("stick"));
        Files.copy(file("fp.json"), file("stick/fingerprint.json"));
        refused(run("licence", "inbox", "stick"), "inbox-empty");
        assertThat(run("licence", "inbox", "nowhere").exit()).isEqualTo(ExitCodes.UNDECIDED);
        Files.copy(file(licence), file("stick/one.json"));

        // of two that count nobody knows which was meant
        Files.copy(file(licence), file("stick/two.json"));
        refused(run("licence", "inbox", "stick"), "inbox-several");
        Files.delete(file("stick/two.json"));

        // somebody else wrote to the folder
        Files.writeString(file("stick/two.json"), "{\"payload\":{},\"signature\":{}}");
        refused(run("licence", "inbox", "stick"), "inbox-foreign");
        String forged = Files.readString(file(licence)).replace("\"paper\"", "\"live\"");
        Files.writeString(file("stick/two.json"), forged);
        refused(run("licence", "inbox", "stick"), "inbox-foreign");
        Files.write(file("stick/two.json"), new byte[1 << 21]);
        refused(run("licence", "inbox", "stick"), "too-large");
        Files.delete(file("stick/two.json"));
        Files.createSymbolicLink(file("stick/two.json"), file(licence));
        refused(run("licence", "inbox", "stick"), "no-plain-file");
        Files.delete(file("stick/two.json"));
        assertThat(file("var/licenses/active")).doesNotExist();

        oem.bench.machine(OemBench.machine("2"));
        refused(run("licence", "inbox", "stick"), "inbox-none");
        oem.bench.machine(OemBench.machine("1"));
        Bench.Said taken = run("licence", "inbox", "stick", "--enrol");
        Bench.require(taken, 0);
        assertThat(taken.out()).contains("one.json");
        assertThat(file("var/licenses/active/license.json")).hasSameBinaryContentAs(file(licence));
        oem.bench.sleep(Duration.ofHours(-2));
        refused(run("licence", "inbox", "stick"), "clock-set-back");
    }

    @Test
    void shouldRefuseWhatWasChangedOrIsForAnotherProfile() throws IOException {
        String licence = issued();
        refused(
                run("licence", "verify", licence, "--fingerprint", "fp.json", "--profile", "live"),
                "profile-not-allowed");
        refused(
                run("licence", "verify", licence, "--fingerprint", "fp.json", "--feature", "x"),
                "feature-missing");
        refused(run("licence", "verify", licence), "fingerprint-missing");
        String text = Files.readString(file(licence));
        Files.writeString(file("changed.json"), text.replace("\"paper\"", "\"live\""));
        refused(verify("changed.json"), "code-differs");
        assertThat(verify("missing.json").exit()).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(run("licence", "verify", licence, "--seats", "0").exit())
                .isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void shouldSignWithNoKeyThatIsDueForRotation() throws IOException {
        oem.bench.sleep(Duration.ofDays(91));
        String request = oem.approved("request.json");

        refused(provision(request), "key-due");

        assertThat(file("var/licenses/issued")).doesNotExist();
        assertThat(run("key", "rotate", "evidence:licence-signing", "--yes").exit())
                .isEqualTo(ExitCodes.PENDING);
        oem.adopt();
        Bench.require(provision(request), 0);
    }

    @Test
    void shouldTakeOverARequestOfTheExistingToolWithoutItsKeys() throws IOException {
        oem.bench.write("old.yaml", "profile: live\nmode: usb\nValid-Days: 30\nfeatures: [ui]\n");
        Bench.Said said =
                run(
                        "licence",
                        "request",
                        "--fingerprint",
                        "fp.json",
                        "--from",
                        "old.yaml",
                        "--requester",
                        "otto",
                        "--mode",
                        "qr",
                        "--feature",
                        "daemon",
                        "--out",
                        "request.json");
        Bench.require(said, 0);
        assertThat(said.out()).contains("live", "qr", "30", "daemon, ui");

        oem.bench.write("bad.yaml", "signing_key_path: a\nlicense_keys: [id=secret]\n");
        Bench.Said bad =
                run(
                        "licence",
                        "request",
                        "--fingerprint",
                        "fp.json",
                        "--from",
                        "bad.yaml",
                        "--requester",
                        "otto",
                        "--out",
                        "other.json");
        refused(bad, "secret-in-request");
        assertThat(bad.out() + bad.err()).doesNotContain("id=secret");
        assertThat(file("other.json")).doesNotExist();
    }

    @Test
    void shouldKnowEveryCommandOfTheHowTo() throws IOException {
        Path page = Path.of(System.getProperty("gatehouse.root", "../.."), "docs/how-to/oem.md");
        List<String> lines =
                Files.readAllLines(page).stream().filter(l -> l.startsWith("gatehouse ")).toList();

        assertThat(lines).hasSizeGreaterThan(20);
        for (String line : lines) {
            String[] words = line.replace("\"device lost\"", "lost").split(" ");
            // throws where the page names a verb or an option that is not there
            Main.commandLine(Surroundings.system())
                    .parseArgs(Arrays.copyOfRange(words, 1, words.length));
        }
    }

    @Test
    void shouldTellDriftAndVerifyEveryForm() throws IOException {
        Bench.require(run("fingerprint", "document", "--form", "stable", "--out", "s.json"), 0);
        Bench.require(run("fingerprint", "document", "--form", "device", "--out", "d.json"), 0);
        for (String document : List.of("fp.json", "s.json", "d.json")) {
            Bench.require(run("fingerprint", "verify", document), 0);
        }
        assertThat(run("fingerprint", "document", "--out", "fp.json").exit())
                .isEqualTo(ExitCodes.CONFLICT);
        assertThat(run("fingerprint", "drift", "d.json").exit()).isEqualTo(ExitCodes.UNDECIDED);
        for (String document : List.of("fp.json", "s.json")) {
            assertThat(run("fingerprint", "drift", document).out()).contains("The same machine.");
        }
        oem.bench.machine(OemBench.machine("2"));
        for (String document : List.of("fp.json", "s.json")) {
            refused(run("fingerprint", "drift", document), "Another machine");
        }
        Files.writeString(
                file("fp.json"), Files.readString(file("fp.json")).replace("xeon", "Xeon"));
        refused(run("fingerprint", "verify", "fp.json"), "code-differs");
    }

    @Test
    void shouldShowPartsAndNeverWhatTheyAre() {
        Bench.Said said = run("fingerprint", "show");

        Bench.require(said, 0);
        assertThat(said.out())
                .contains("board", "There is a TPM", "GH-")
                .doesNotContain("BOARD-77A", "WD-SER", "3c:fd", "IFX");
        oem.bench.machine(new HardwareReading(Map.of(), false));
        refused(run("fingerprint", "show"), "weak-hardware");
    }
}
