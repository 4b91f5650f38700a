package io.gatehouse.audit.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.testing.Shared;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Canonical bytes and codes that the existing tools produced. */
class CanonicalVectorsTest {

    private static final int VECTORS = 139;
    private static final int DOUBLES = 1_787;

    @Test
    void shouldPrintEveryEntryAsTheExistingToolsDo()
            throws IOException, CompatFailure, GeneralSecurityException {
        Path folder = Shared.require("interop/decision_log/canonical_vectors.json").getParent();
        JsonObject document =
                StrictJson.readEvidence(
                                Files.readAllBytes(folder.resolve("canonical_vectors.json")))
                        .objectOrThrow();
        byte[] key =
                Files.readAllBytes(folder.getParent().resolve(document.requireText("key_file")));
        int equal = 0;
        for (JsonValue value : document.array("vectors")) {
            JsonObject vector = (JsonObject) value;
            String name = vector.requireText("case");
            CompatValue.Dict entry =
                    (CompatValue.Dict)
                            CompatJson.read(
                                    line(
                                            folder.resolve("cases"),
                                            name,
                                            vector.integer("line").orElseThrow()));
            byte[] canonical = CompatPrinter.canonical(entry.without("signature"));
            assertThat(HexFormat.of().formatHex(canonical))
                    .as(name)
                    .isEqualTo(vector.requireText("canonical_utf8_hex"));
            assertThat(code("HmacSHA256", key, canonical))
                    .as(name)
                    .isEqualTo(vector.requireText("hmac_sha256_b64"));
            assertThat(code("HmacSHA384", key, canonical))
                    .as(name)
                    .isEqualTo(vector.requireText("hmac_sha384_b64"));
            equal++;
        }
        System.out.printf("canonical vectors: %d of %d equal%n", equal, VECTORS);
        assertThat(equal).isEqualTo(VECTORS);
    }

    private static String line(Path cases, String name, long number)
            throws IOException, CompatFailure {
        Path plain = cases.resolve(name + ".jsonl");
        boolean packed = !Files.exists(plain);
        try (InputStream raw =
                        Files.newInputStream(packed ? cases.resolve(name + ".jsonl.gz") : plain);
                InputStream in = packed ? new GZIPInputStream(raw) : raw) {
            TextLines lines = new TextLines(in);
            String line = "";
            for (long i = 0; i < number; i++) {
                line = PythonText.strip(lines.next().orElseThrow());
            }
            return line;
        }
    }

    private static String code(String algorithm, byte[] key, byte[] message)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return Base64.getEncoder().encodeToString(mac.doFinal(message));
    }

    @Test
    void shouldPrintEveryDoubleAsTheExistingToolsDo() throws IOException {
        List<String> rows =
                Files.readAllLines(
                        Shared.require("interop/decision_log/double_repr_vectors.csv"),
                        StandardCharsets.UTF_8);
        List<String> differences = new ArrayList<>();
        int tried = 0;
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",");
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(cells[0], 16));
            String text = ShortestDouble.text(value);
            if (!text.equals(cells[1])) {
                differences.add(row + " was printed " + text);
            }
            tried++;
        }
        System.out.printf("doubles: %d of %d equal%n", tried - differences.size(), tried);
        assertThat(differences).isEmpty();
        assertThat(tried).isEqualTo(DOUBLES);
    }

    @Test
    void shouldReadEveryPrintedDoubleBackToTheSameBits() {
        long seed = 20261121L;
        Random random = new Random(seed);
        int tried = 0;
        for (; tried < 20_000; tried++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String text = ShortestDouble.text(value);
                assertThat(Double.parseDouble(text)).as("seed %d, %s", seed, text).isEqualTo(value);
                assertThat(text.replaceAll("[eE].*|[-.]", "").replaceFirst("^0+", ""))
                        .as("seed %d, %s", seed, text)
                        .hasSizeLessThanOrEqualTo(18);
            }
        }
        assertThat(tried).isEqualTo(20_000);
    }

    @Test
    void shouldPickTheCloserNeighbourAtAPowerOfTwo() {
        assertThat(ShortestDouble.text(Math.scalb(1.0, -44))).isEqualTo("5.684341886080802e-14");
        assertThat(ShortestDouble.text(9007199254740992.0)).isEqualTo("9007199254740992.0");
        assertThat(ShortestDouble.text(2e-323)).isEqualTo("2e-323");
        assertThat(ShortestDouble.text(Double.MIN_VALUE)).isEqualTo("5e-324");
        assertThat(ShortestDouble.text(1e16)).isEqualTo("1e+16");
        assertThat(ShortestDouble.text(-0.0)).isEqualTo("-0.0");
    }
}
