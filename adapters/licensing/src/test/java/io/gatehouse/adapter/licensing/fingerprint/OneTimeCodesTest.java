package io.gatehouse.adapter.licensing.fingerprint;

import static io.gatehouse.adapter.licensing.Bench.NOW;
import static io.gatehouse.adapter.licensing.Bench.accepted;
import static io.gatehouse.adapter.licensing.Bench.codes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Bench;
import io.gatehouse.adapter.licensing.SealedState;
import io.gatehouse.audit.key.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneTimeCodesTest {

    private static final String SEED = "12345678901234567890";

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("codes.json");
    }

    private OneTimeCodes codes20(String seed, OneTimeCodes.Algorithm algorithm, int digits) {
        return new OneTimeCodes(
                SecretBytes.copyOf(seed.getBytes(StandardCharsets.US_ASCII)),
                algorithm,
                digits,
                new SealedState(
                        file(), OneTimeCodes.SCHEMA, Bench.FINGERPRINT_KEY, Area.ONE_TIME_CODE));
    }

    private OneTimeCodes begun() {
        OneTimeCodes codes = codes20(SEED, OneTimeCodes.Algorithm.SHA1, 6);
        accepted(codes.begin());
        return codes;
    }

    @Test
    void shouldMakeTheCodesOfRfc6238() {
        String seed32 = "12345678901234567890123456789012";
        String seed64 = "1234567890123456789012345678901234567890123456789012345678901234";
        Object[][] vectors = {
            {59L, "94287082", "46119246", "90693936"},
            {1111111109L, "07081804", "68084774", "25091201"},
            {1111111111L, "14050471", "67062674", "99943326"},
            {1234567890L, "89005924", "91819424", "93441116"},
            {2000000000L, "69279037", "90698825", "38618901"},
            {20000000000L, "65353130", "77737706", "47863826"},
        };
        for (Object[] row : vectors) {
            Instant at = Instant.ofEpochSecond((Long) row[0]);
            assertThat(codes20(SEED, OneTimeCodes.Algorithm.SHA1, 8).code(at)).isEqualTo(row[1]);
            assertThat(codes20(seed32, OneTimeCodes.Algorithm.SHA256, 8).code(at))
                    .isEqualTo(row[2]);
            assertThat(codes20(seed64, OneTimeCodes.Algorithm.SHA512, 8).code(at))
                    .isEqualTo(row[3]);
        }
    }

    @Test
    void shouldTakeACodeOnceAndNoOlderOne() {
        OneTimeCodes codes = begun();
        String code = codes.code(NOW);

        accepted(codes.verify(code, NOW));
        assertThat(codes(codes.verify(code, NOW))).containsExactly("code-used");
        assertThat(codes(codes.verify(codes.code(NOW.minusSeconds(30)), NOW)))
                .containsExactly("code-used");
        assertThat(codes(codes.verify(codes.code(NOW.minusSeconds(300)), NOW)))
                .containsExactly("code-wrong");
        accepted(codes.verify(codes.code(NOW.plusSeconds(30)), NOW.plusSeconds(30)));
    }

    @Test
    void shouldLockAfterFiveWrongCodesAcrossRestarts() {
        begun();
        for (int i = 0; i < OneTimeCodes.TRIES; i++) {
            // each try by a process of its own
            OneTimeCodes codes = codes20(SEED, OneTimeCodes.Algorithm.SHA1, 6);
            assertThat(codes(codes.verify("no", NOW))).containsExactly("code-wrong");
        }
        OneTimeCodes codes = codes20(SEED, OneTimeCodes.Algorithm.SHA1, 6);
        assertThat(codes(codes.verify(codes.code(NOW), NOW))).containsExactly("locked");
        Instant later = NOW.plus(OneTimeCodes.LOCKED);
        assertThat(codes(codes.verify(codes.code(later.minusSeconds(1)), later.minusSeconds(1))))
                .containsExactly("locked");
        accepted(codes.verify(codes.code(later), later));
    }

    @Test
    void shouldNotStartAfreshWhenItsStateIsGoneOrEdited() throws IOException {
        OneTimeCodes codes = begun();
        Files.writeString(
                file(), Files.readString(file()).replace("\"failures\":0", "\"failures\":-9"));
        assertThat(codes(codes.verify(codes.code(NOW), NOW))).containsExactly("code-differs");
        Files.delete(file());
        assertThat(codes(codes.verify(codes.code(NOW), NOW))).containsExactly("state-missing");
    }

    @Test
    void shouldRefuseAShortSecret() {
        assertThatThrownBy(() -> codes20("short", OneTimeCodes.Algorithm.SHA1, 6))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldGuardAMachineByItsPartsOrElseByACode() {
        OneTimeCodes codes = begun();
        DeviceGuard weak = DeviceGuard.byCode(codes);
        assertThat(codes(weak.judge(Bench.MACHINE, Optional.empty(), NOW)))
                .containsExactly("code-missing");
        assertThat(codes(weak.judge(Bench.MACHINE, Optional.of("000"), NOW)))
                .containsExactly("code-wrong");
        assertThat(accepted(weak.judge(Bench.MACHINE, Optional.of(codes.code(NOW)), NOW)))
                .isEqualTo(Drift.Verdict.MATCH);

        DeviceGuard strong =
                DeviceGuard.byParts(
                        accepted(
                                StableFingerprint.enrol(Bench.MACHINE, NOW, Bench.FINGERPRINT_KEY)),
                        Bench.FINGERPRINT_KEY);
        assertThat(accepted(strong.judge(Bench.MACHINE, Optional.empty(), NOW)))
                .isEqualTo(Drift.Verdict.MATCH);
        assertThat(
                        accepted(
                                strong.judge(
                                        Bench.machine("1", "3c:fd:fe:00:00:77"),
                                        Optional.empty(),
                                        NOW)))
                .isEqualTo(Drift.Verdict.DEGRADED);
        // a good code does not make another machine this one
        Instant later = NOW.plusSeconds(60);
        assertThat(codes(strong.judge(Bench.OTHER, Optional.of(codes.code(later)), later)))
                .containsExactly("rebind-required");
    }

    @Test
    void shouldWriteBase32AsTheStandardDoes() {
        // RFC 4648, section 10, without the padding
        String[][] vectors = {
            {"", ""},
            {"f", "MY"},
            {"fo", "MZXQ"},
            {"foo", "MZXW6"},
            {"foob", "MZXW6YQ"},
            {"fooba", "MZXW6YTB"},
            {"foobar", "MZXW6YTBOI"},
        };
        for (String[] row : vectors) {
            assertThat(Base32.encode(row[0].getBytes(StandardCharsets.US_ASCII))).isEqualTo(row[1]);
        }
    }

    @Test
    void shouldTellAnAuthenticatorWhatItNeeds() {
        OneTimeCodes codes = codes20(SEED, OneTimeCodes.Algorithm.SHA1, 6);

        assertThat(codes.uri("bot-1"))
                .isEqualTo(
                        "otpauth://totp/Gatehouse:bot-1?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                                + "&issuer=Gatehouse&algorithm=SHA1&digits=6&period=30");
        assertThat(codes.toString()).doesNotContain("GEZD");
        for (String bad : new String[] {"", "a b", "a&secret=x", "x".repeat(65)}) {
            assertThatThrownBy(() -> codes.uri(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
