package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.gatehouse.adapter.licensing.fingerprint.Component;
import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import io.gatehouse.adapter.licensing.qr.QrCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneTimeCodeVerbsTest {

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
        oem.bench.machine(new HardwareReading(Map.of(), false));
    }

    private Path file(String name) {
        return oem.bench.workspace().resolve(name);
    }

    private Bench.Said enrol() {
        return oem.bench.run(
                "fingerprint", "enrol-code", "--png", "code.png", "--account", "bot-1");
    }

    private Bench.Said give(String code) {
        return given(code, () -> oem.bench.run("fingerprint", "code", "--stdin"));
    }

    private static Bench.Said given(String code, Supplier<Bench.Said> verb) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((code + "\n").getBytes(StandardCharsets.UTF_8)));
        try {
            return verb.get();
        } finally {
            System.setIn(before);
        }
    }

    /** What the authenticator shows that scanned the picture. */
    private String shown() throws Exception {
        String uri = QrCode.readPng(Files.readAllBytes(file("code.png"))).orElseThrow();
        assertThat(uri).startsWith("otpauth://totp/Gatehouse:bot-1?").contains("&digits=6");
        String base32 = OemBench.find(uri, "secret=([A-Z2-7]{32})&");
        BigInteger value = BigInteger.ZERO;
        for (char c : base32.toCharArray()) {
            int digit = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c);
            value = value.shiftLeft(5).or(BigInteger.valueOf(digit));
        }
        byte[] padded = value.setBit(160).toByteArray();
        byte[] secret = Arrays.copyOfRange(padded, padded.length - 20, padded.length);
        return new TimeBasedOneTimePasswordGenerator()
                .generateOneTimePasswordString(
                        new SecretKeySpec(secret, "HmacSHA1"),
                        oem.bench.clock().instant(),
                        Locale.ROOT);
    }

    private String wrong() throws Exception {
        return shown().equals("000000") ? "000001" : "000000";
    }

    private static void refused(Bench.Said said, String code) {
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out()).contains(code);
    }

    @Test
    void shouldAcceptTheCodeOfNowOnce() throws Exception {
        Bench.Said enrolled = enrol();
        Bench.require(enrolled, 0);
        for (String secret : List.of("code.png", "secrets/one-time-code.key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(secret))))
                    .isEqualTo("rw-------");
        }
        String held = Files.readString(file("secrets/one-time-code.key")).strip();
        assertThat(enrolled.out() + enrolled.err()).doesNotContain(held, "secret=", "otpauth");

        String code = shown();
        Bench.Said good = give(code);
        Bench.require(good, 0);
        assertThat(good.out()).doesNotContain(code);
        refused(give(code), "code-used");
        oem.bench.sleep(Duration.ofSeconds(60));
        Bench.require(give(shown()), 0);
        oem.bench.sleep(Duration.ofSeconds(60));
        String later = shown();
        Bench.Said typed = oem.bench.asked("otto", List.of(later), "fingerprint", "code");
        Bench.require(typed, 0);
    }

    @Test
    void shouldLockAfterWrongCodesWhateverProcessAsks() throws Exception {
        Bench.require(enrol(), 0);
        for (int i = 0; i < 5; i++) {
            refused(give(i == 0 ? "" : i == 1 ? "not a code" : wrong()), "code-wrong");
        }

        refused(give(shown()), "locked");
        oem.bench.sleep(Duration.ofMinutes(16));
        Bench.require(give(shown()), 0);
    }

    @Test
    void shouldEnrolOnceAndOnlyWhereThePartsDoNotIdentifyTheMachine() throws Exception {
        oem.bench.machine(OemBench.machine("1"));
        refused(enrol(), "not-weak");
        oem.bench.machine(new HardwareReading(Map.of(), false));
        assertThat(file("secrets/one-time-code.key")).doesNotExist();
        assertThat(file("code.png")).doesNotExist();
        assertThat(give("123456").exit()).isEqualTo(ExitCodes.UNDECIDED);

        Bench.require(enrol(), 0);
        String held = Files.readString(file("secrets/one-time-code.key"));
        refused(enrol(), "state-not-made");
        assertThat(Files.readString(file("secrets/one-time-code.key"))).isEqualTo(held);

        // the counter of tries was deleted: that gives no new ones
        Files.delete(file("var/gatehouse/licences/one-time-codes.json"));
        refused(give(shown()), "state-missing");
    }

    @Test
    void shouldEnrolNothingWhenThePictureCannotBeWritten() throws Exception {
        oem.bench.write("code.png", "here already");

        assertThat(enrol().exit()).isEqualTo(ExitCodes.UNDECIDED);

        assertThat(file("secrets/one-time-code.key")).doesNotExist();
        assertThat(file("var/gatehouse/licences/one-time-codes.json")).doesNotExist();
        Files.delete(file("code.png"));
        assertThat(oem.bench.run("fingerprint", "enrol-code", "--png", "/").exit())
                .isEqualTo(ExitCodes.USAGE);
        assertThat(
                        oem.bench
                                .run(
                                        "fingerprint",
                                        "enrol-code",
                                        "--png",
                                        "code.png",
                                        "--account",
                                        "a&b")
                                .exit())
                .isEqualTo(ExitCodes.USAGE);
        Bench.require(enrol(), 0);
        Bench.require(give(shown()), 0);
    }

    @Test
    void shouldRefuseASecretThatOthersMayRead() throws Exception {
        Bench.require(enrol(), 0);
        Files.setPosixFilePermissions(
                file("secrets/one-time-code.key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(give(shown()).exit()).isEqualTo(ExitCodes.UNDECIDED);
    }

    private static HardwareReading weak(Component more, String value) {
        return HardwareReading.of(
                Map.of(Component.CPU, List.of("Intel Xeon"), more, List.of(value)));
    }

    private String licensed(HardwareReading machine) throws IOException {
        oem.bench.machine(machine);
        oem.bench.write("config/core.yaml", "mode: paper\n");
        Bench.require(oem.bench.run("fingerprint", "document", "--out", "fp.json"), 0);
        String request = oem.approved("request.json");
        Bench.require(
                oem.bench.run("licence", "provision", request, "--config", "config/core.yaml"), 0);
        Bench.require(oem.bench.run("licence", "revoke"), 0);
        return oem.issued();
    }

    private Bench.Said activate(String licence, String... more) {
        List<String> line =
                new ArrayList<>(
                        List.of("licence", "activate", licence, "--fingerprint", "fp.json"));
        line.addAll(List.of(more));
        return oem.run(line);
    }

    @Test
    void shouldActivateALicenceOnAMachineOfTooFewPartsWithACodeAlone() throws Exception {
        String licence = licensed(weak(Component.MAC, "3c:fd:fe:00:00:01"));
        Path active = file("var/licenses/active");

        refused(activate(licence, "--enrol"), "code-missing");
        assertThat(active).doesNotExist();
        Bench.require(enrol(), 0);
        String code = shown();
        Bench.Said said = given(code, () -> activate(licence, "--code-stdin"));
        Bench.require(said, 0);
        String record = Files.readString(active.resolve("activation.json"));
        assertThat(record).contains("\"proof\":\"code\"");
        assertThat(said.out() + said.err() + record).doesNotContain(code);
        refused(given(code, () -> activate(licence, "--code-stdin")), "code-used");
        oem.bench.sleep(Duration.ofSeconds(60));
        String wrong = wrong();
        refused(given(wrong, () -> activate(licence, "--code-stdin")), "code-wrong");
    }

    @Test
    void shouldRefuseADongleThatTheLicenceDoesNotBindTo() throws Exception {
        HardwareReading machine =
                HardwareReading.of(
                        Map.of(
                                Component.MAC, List.of("3c:fd:fe:00:00:01"),
                                Component.CPU, List.of("Intel Xeon")));
        String licence = licensed(machine);
        // a dongle that was plugged in later is none of the licence's
        Map<Component, List<String>> more = new EnumMap<>(Component.class);
        machine.values().forEach((part, values) -> more.put(part, List.copyOf(values)));
        more.remove(Component.MAC);
        more.put(Component.DONGLE, List.of("stick 7"));
        oem.bench.machine(HardwareReading.of(more));
        refused(activate(licence, "--enrol"), "other-machine");
    }
}
