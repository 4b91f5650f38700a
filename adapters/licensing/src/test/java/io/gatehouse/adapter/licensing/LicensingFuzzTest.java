package io.gatehouse.adapter.licensing;

import static io.gatehouse.adapter.licensing.Bench.FINGERPRINT_KEY;
import static io.gatehouse.adapter.licensing.Bench.FINGERPRINT_KEYS;
import static io.gatehouse.adapter.licensing.Bench.LICENCE_KEY;
import static io.gatehouse.adapter.licensing.Bench.LICENCE_KEYS;
import static io.gatehouse.adapter.licensing.Bench.NOW;
import static io.gatehouse.adapter.licensing.Bench.REVOCATION_KEYS;
import static io.gatehouse.adapter.licensing.Bench.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.licensing.fingerprint.DeviceDocument;
import io.gatehouse.adapter.licensing.fingerprint.HardwareDocument;
import io.gatehouse.adapter.licensing.fingerprint.StableFingerprint;
import io.gatehouse.adapter.licensing.licence.KeySchedule;
import io.gatehouse.adapter.licensing.licence.Licence;
import io.gatehouse.adapter.licensing.licence.RegistryChain;
import io.gatehouse.adapter.licensing.licence.RegistryLines;
import io.gatehouse.adapter.licensing.licence.RequestReader;
import io.gatehouse.adapter.licensing.licence.RevocationList;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Mutated documents: none crashes a reader, and none is taken for another than the one signed. */
class LicensingFuzzTest {

    private static final int TRIES = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 2_500;

    private static final List<String> WORDS =
            List.of(
                    "\"",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    "null",
                    "true",
                    "1e9",
                    "-0",
                    "\\u0000",
                    "\u0000",
                    "\n",
                    "paper",
                    "live",
                    "HMAC-SHA256",
                    "\"key_id\":\"lic-1\",",
                    "\"payload\":{},",
                    "\"revoked\":[],",
                    "9007199254740993",
                    "é");

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(bytes.length);
            int end = Math.min(bytes.length, at + 1 + random.nextInt(40));
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = joined(bytes, at, new byte[0], end);
                case 3 -> {
                    String word = WORDS.get(random.nextInt(WORDS.size()));
                    bytes = joined(bytes, at, word.getBytes(StandardCharsets.UTF_8), at);
                }
                case 4 -> bytes = joined(bytes, end, Arrays.copyOfRange(bytes, at, end), end);
                default -> bytes = Arrays.copyOf(bytes, at + 1);
            }
            if (bytes.length == 0) {
                return new byte[] {' '};
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] bytes, int to, byte[] middle, int from) {
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        made.write(bytes, 0, to);
        made.writeBytes(middle);
        made.write(bytes, from, bytes.length - from);
        return made.toByteArray();
    }

    /** Tries many mutants; {@code sound} says whether a mutant was rightly read or refused. */
    private static void campaign(long seed, byte[] document, Predicate<byte[]> sound) {
        Random random = new Random(seed);
        int tried = 0;
        for (int i = 0; i < TRIES; i++) {
            byte[] mutant = mutated(document, random);
            boolean held;
            try {
                held = sound.test(mutant);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", try " + i, e);
            }
            assertThat(held)
                    .as("seed %s, try %s: %s", seed, i, new String(mutant, StandardCharsets.UTF_8))
                    .isTrue();
            tried++;
        }
        assertThat(tried).isEqualTo(TRIES);
    }

    private static <T> boolean isNothing(Judged<T> judged) {
        return judged.value().isEmpty() && !judged.findings().isEmpty();
    }

    @Test
    void shouldTakeNoMutatedLicence() {
        Licence licence = Bench.licence(Bench.request("paper", "1"), NOW);
        campaign(
                101,
                licence.lineBytes(),
                bytes -> {
                    Judged<Licence> read = Licence.read("l", bytes, LICENCE_KEYS);
                    return isNothing(read) || read.value().get().json().equals(licence.json());
                });
    }

    @Test
    void shouldTakeNoMutatedFingerprintDocument() {
        HardwareDocument hardware = Bench.document(Bench.MACHINE);
        campaign(
                102,
                hardware.lineBytes(),
                bytes -> {
                    Judged<HardwareDocument> read =
                            HardwareDocument.read("h", bytes, FINGERPRINT_KEYS);
                    return isNothing(read) || read.value().get().json().equals(hardware.json());
                });
        StableFingerprint stable =
                accepted(StableFingerprint.enrol(Bench.MACHINE, NOW, FINGERPRINT_KEY));
        campaign(
                103,
                stable.fileBytes(),
                bytes -> {
                    Judged<StableFingerprint> read =
                            StableFingerprint.read("s", bytes, FINGERPRINT_KEYS);
                    return isNothing(read) || read.value().get().json().equals(stable.json());
                });
        DeviceDocument device =
                DeviceDocument.sign(
                        JsonObject.builder()
                                .put("cpu_id", "CPU-1")
                                .put("mac_addresses", List.of("bb", "aa"))
                                .build(),
                        NOW,
                        FINGERPRINT_KEY);
        campaign(
                104,
                device.fileBytes(),
                bytes -> {
                    Judged<DeviceDocument> read = DeviceDocument.read("d", bytes, FINGERPRINT_KEYS);
                    return isNothing(read) || read.value().get().json().equals(device.json());
                });
    }

    @Test
    void shouldTakeNoMutatedRevocationList() {
        byte[] list = Bench.revocations(NOW, "a".repeat(32), "b".repeat(32));
        RevocationList original = accepted(RevocationList.read("r", list, REVOCATION_KEYS));
        campaign(
                105,
                list,
                bytes -> {
                    Judged<RevocationList> read = RevocationList.read("r", bytes, REVOCATION_KEYS);
                    return isNothing(read) || read.value().get().equals(original);
                });
    }

    @Test
    void shouldTakeNoMutatedRegistryOrChain() {
        ByteArrayOutputStream registry = new ByteArrayOutputStream();
        ByteArrayOutputStream links = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            Licence licence = Bench.licence(Bench.request("paper", "r" + i), NOW);
            byte[] line = licence.lineBytes();
            RegistryChain chain = accepted(RegistryChain.read(links.toByteArray(), LICENCE_KEYS));
            registry.writeBytes(line);
            links.writeBytes(
                    chain.next(
                            Digest.sha384(Arrays.copyOf(line, line.length - 1)), LICENCE_KEY, NOW));
        }
        byte[] lines = registry.toByteArray();
        byte[] whole = links.toByteArray();
        RegistryLines original =
                accepted(RegistryLines.read(lines, LICENCE_KEYS, FINGERPRINT_KEYS));
        RegistryChain chain = accepted(RegistryChain.read(whole, LICENCE_KEYS));
        assertThat(chain.judge(original, RegistryChain.Head.NONE)).isEmpty();
        campaign(
                106,
                lines,
                bytes -> {
                    Judged<RegistryLines> read =
                            RegistryLines.read(bytes, LICENCE_KEYS, FINGERPRINT_KEYS);
                    return isNothing(read)
                            || !chain.judge(read.value().get(), chain.head()).isEmpty()
                            || Arrays.equals(bytes, lines);
                });
        campaign(
                107,
                whole,
                bytes -> {
                    Judged<RegistryChain> read = RegistryChain.read(bytes, LICENCE_KEYS);
                    return isNothing(read)
                            || !read.value().get().judge(original, chain.head()).isEmpty()
                            || Arrays.equals(bytes, whole);
                });
    }

    @Test
    void shouldReadOrRefuseEveryMutatedRequestAndSchedule() {
        JsonObject options =
                JsonObject.builder()
                        .put("fingerprint", Bench.document(Bench.MACHINE).json())
                        .put("requester", "jan")
                        .build();
        String yaml = "profile: live\nvalid-days: 30\nfeatures: [a, b]\nnotes: \"x\"\nmode: usb\n";
        String json = "{\"profile\":\"live\",\"valid_days\":30,\"features\":[\"a\"]}";
        for (String seed : List.of(yaml, json)) {
            campaign(
                    108,
                    seed.getBytes(StandardCharsets.UTF_8),
                    bytes -> {
                        var read = RequestReader.read("r", bytes, options);
                        return isNothing(read)
                                || List.of("paper", "live").contains(read.value().get().profile());
                    });
        }
        campaign(
                109,
                "{\"a::b\":\"2026-01-01T00:00:00Z\"}".getBytes(StandardCharsets.UTF_8),
                bytes -> {
                    var read = KeySchedule.read("k", bytes);
                    return isNothing(read) || read.value().isPresent();
                });
    }
}
