package io.gatehouse.audit.log;

import static io.gatehouse.audit.log.LogFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.audit.testing.Shared;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** openssl and Python compute the same codes and signatures from the same bytes. */
class OtherProgramsTest {

    @TempDir Path directory;

    private final DecisionLine line =
            new DecisionLine(
                    new LogFixture.Log(LogFixture.PAPER)
                            .seal(LogFixture.paperReady(1, NOON, 20), "owner", "compliance")
                            .lines
                            .get(0));

    @Test
    void shouldEqualTheHmacOfOpenssl() throws Exception {
        requireProgram("openssl", "version");
        for (String role : List.of("owner", "compliance")) {
            Path message = Files.write(directory.resolve(role + ".bin"), line.roleBytes(role));
            String key = HexFormat.of().formatHex(LogFixture.secret(role + "-1"));

            byte[] code =
                    run(
                            "openssl",
                            "mac",
                            "-digest",
                            "SHA384",
                            "-macopt",
                            "hexkey:" + key,
                            "-binary",
                            "-in",
                            message.toString(),
                            "HMAC");
            byte[] older =
                    run(
                            "openssl",
                            "dgst",
                            "-sha384",
                            "-mac",
                            "HMAC",
                            "-macopt",
                            "hexkey:" + key,
                            "-binary",
                            message.toString());

            assertThat("hmac:sha384:" + role + "-1:" + Base64Text.encodeUrl(code))
                    .isEqualTo(line.signatures().requireText(role));
            assertThat(older).isEqualTo(code);
        }
    }

    @Test
    void shouldHaveApprovalsThatOpensslVerifies() throws Exception {
        requireProgram("openssl", "version");
        int verified = 0;
        for (JsonObject approval : line.approvals()) {
            byte[] point =
                    (approval.requireText("person").equals("anna")
                                    ? LogFixture.ANNA
                                    : LogFixture.PIOTR)
                            .publicKey()
                            .bytes();
            byte[] der = new byte[44];
            System.arraycopy(HexFormat.of().parseHex("302a300506032b6570032100"), 0, der, 0, 12);
            System.arraycopy(point, 0, der, 12, 32);
            Path key = Files.write(directory.resolve("key.der"), der);
            Path message =
                    Files.write(
                            directory.resolve("statement.bin"),
                            ("gatehouse/statement/v1\n"
                                            + CanonicalJson.text(
                                                    approval.object("statement").orElseThrow()))
                                    .getBytes(StandardCharsets.UTF_8));
            Path signature =
                    Files.write(
                            directory.resolve("signature.bin"),
                            Base64Text.decodeUrl(approval.requireText("signature")).orElseThrow());

            byte[] output =
                    run(
                            "openssl",
                            "pkeyutl",
                            "-verify",
                            "-pubin",
                            "-keyform",
                            "DER",
                            "-inkey",
                            key.toString(),
                            "-rawin",
                            "-in",
                            message.toString(),
                            "-sigfile",
                            signature.toString());

            assertThat(new String(output, StandardCharsets.UTF_8))
                    .contains("Verified Successfully");
            verified++;
        }
        assertThat(verified).isEqualTo(2);
    }

    /** What the existing verifier does: parse, drop the signature, print sorted, HMAC-SHA256. */
    @Test
    void shouldCarryAnOuterSignatureThatPythonRecomputes() throws Exception {
        requireProgram("python3", "--version");
        Path file = Files.write(directory.resolve("line.json"), line.bytes());
        String key = HexFormat.of().formatHex(LogFixture.secret("outer-1"));
        String program =
                "import sys,json,hmac,hashlib,base64\n"
                        + "e=json.load(open(sys.argv[1],encoding='utf-8'))\n"
                        + "s=e.pop('signature')\n"
                        + "c=json.dumps(e,ensure_ascii=False,separators=(',',':'),sort_keys=True)"
                        + ".encode('utf-8')\n"
                        + "m=hmac.new(bytes.fromhex(sys.argv[2]),c,hashlib.sha256).digest()\n"
                        + "print(base64.b64encode(m).decode())\n";

        String code =
                new String(
                                run("python3", "-c", program, file.toString(), key),
                                StandardCharsets.UTF_8)
                        .trim();

        assertThat(code).isEqualTo(line.outerSignature().requireText("value"));
        assertThat(line.outerSignature().requireText("algorithm")).isEqualTo("HMAC-SHA256");
    }

    @Test
    void shouldPrintTheCanonicalBytesOfTheExistingToolsWithinOurProfile() throws IOException {
        JsonObject file =
                StrictJson.readEvidence(
                                Files.readAllBytes(
                                        Shared.require(
                                                "interop/decision_log/canonical_vectors.json")))
                        .objectOrThrow();
        int equal = 0;
        TreeMap<String, Integer> outside = new TreeMap<>();
        for (JsonValue value : file.array("vectors")) {
            byte[] expected =
                    HexFormat.of().parseHex(((JsonObject) value).requireText("canonical_utf8_hex"));
            JsonReading reading = StrictJson.readSigned(expected);
            if (reading instanceof JsonReading.Parsed parsed) {
                assertThat(CanonicalJson.bytes(parsed.value())).isEqualTo(expected);
                equal++;
            } else {
                outside.merge(
                        ((JsonReading.Refused) reading).fault().kind().name(), 1, Integer::sum);
            }
        }
        System.out.printf("Canonical vectors: %d equal, outside our profile %s%n", equal, outside);
        assertThat(equal + outside.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(139);
        assertThat(equal).isGreaterThan(100);
    }

    private static void requireProgram(String... command) {
        boolean there;
        try {
            there = new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            there = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            there = false;
        }
        assumeTrue(there, "skipped: " + command[0] + " is not installed");
    }

    private static byte[] run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(new ArrayList<>(List.of(command)))
                        .redirectErrorStream(true)
                        .start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as(new String(output, StandardCharsets.UTF_8)).isZero();
        return output;
    }
}
