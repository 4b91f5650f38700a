package io.gatehouse.adapter.licensing.qr;

import static io.gatehouse.adapter.licensing.Bench.FINGERPRINT_KEYS;
import static io.gatehouse.adapter.licensing.Bench.LICENCE_KEY;
import static io.gatehouse.adapter.licensing.Bench.LICENCE_KEYS;
import static io.gatehouse.adapter.licensing.Bench.NOW;
import static io.gatehouse.adapter.licensing.Bench.accepted;
import static io.gatehouse.adapter.licensing.Bench.codes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.licensing.Bench;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.adapter.licensing.licence.Licence;
import io.gatehouse.adapter.licensing.licence.LicenceRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QrCodeTest {

    private final LicenceRequest request = Bench.request("live", "2026-01-20");
    private final Licence licence = Bench.licence(request, NOW);
    private final String text = CompactLicence.of(licence).text(LICENCE_KEY);

    @Test
    void shouldFitAndBeReadBackFromPictureAndTerminal() {
        QrCode code = accepted(QrCode.of(text));

        assertThat(code.version()).isLessThanOrEqualTo(QrCode.LARGEST_VERSION);
        for (int scale : List.of(2, 4, 7)) {
            assertThat(QrCode.readPng(code.png(scale))).as("scale %s", scale).contains(text);
        }
        assertThat(QrCode.readTerminal(code.terminal())).contains(text);
        assertThat(code.terminal().lines().findFirst().orElseThrow().length())
                .isLessThanOrEqualTo(85);
        assertThat(code.png(4)).isEqualTo(accepted(QrCode.of(text)).png(4));
    }

    @Test
    void shouldReadBackEveryPictureOfItsOwn() {
        long seed = 20261122L;
        Random random = new Random(seed);
        int unread = 0;
        int tried = Boolean.getBoolean("gatehouse.campaign") ? 20_000 : 1_000;
        for (int i = 0; i < tried; i++) {
            StringBuilder any = new StringBuilder("otpauth://totp/bot?secret=");
            int length = 20 + random.nextInt(60);
            for (int c = 0; c < length; c++) {
                any.append((char) ('A' + random.nextInt(26)));
            }
            byte[] png = accepted(QrCode.of(any.toString())).png(1 + random.nextInt(8));
            unread += QrCode.readPng(png).filter(any.toString()::equals).isEmpty() ? 1 : 0;
        }
        System.out.printf("pictures of codes: seed %d, %d read, %d not%n", seed, tried, unread);
        assertThat(unread).isZero();
    }

    @Test
    void shouldRestoreTheLicenceByteForByteFromTheRequestAtHand() {
        CompactLicence read = accepted(CompactLicence.read(text, LICENCE_KEYS));
        Licence restored = accepted(read.restore(request, LICENCE_KEYS, FINGERPRINT_KEYS));

        assertThat(read.isOf(licence)).isTrue();
        assertThat(restored.fileBytes()).isEqualTo(licence.fileBytes());
        assertThat(
                        codes(
                                read.restore(
                                        Bench.request("live", "other"),
                                        LICENCE_KEYS,
                                        FINGERPRINT_KEYS)))
                .containsExactly("other-request");
    }

    @Test
    void shouldRefuseForgedText() {
        ToolKeys foreign = new ToolKeys(Set.of(Bench.key("lic-1", "f".repeat(40))));
        assertThat(codes(CompactLicence.read(text, foreign))).containsExactly("code-differs");
        assertThat(codes(CompactLicence.read(text, ToolKeys.NONE))).containsExactly("key-unknown");
        assertThat(codes(CompactLicence.read("GHL1:", LICENCE_KEYS))).containsExactly("malformed");
        assertThat(codes(CompactLicence.read(text + text, LICENCE_KEYS)))
                .containsExactly("malformed");
        assertThatThrownBy(() -> CompactLicence.of(licence).text(Bench.FINGERPRINT_KEY))
                .isInstanceOf(IllegalArgumentException.class);
        int tried = 0;
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++, tried++) {
            char[] chars = text.toCharArray();
            int at = random.nextInt(chars.length);
            char put = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".charAt(random.nextInt(45));
            boolean same = chars[at] == put;
            chars[at] = put;
            assertThat(CompactLicence.read(new String(chars), LICENCE_KEYS).value().isPresent())
                    .as("seed 11, try %s", i)
                    .isEqualTo(same);
        }
        assertThat(tried).isEqualTo(2_000);
    }

    @Test
    void shouldRefuseWhatDoesNotFitOrIsNoCode() {
        assertThat(codes(QrCode.of("x".repeat(600)))).containsExactly("too-long");
        assertThat(codes(QrCode.of("x".repeat(9_000)))).containsExactly("too-long");
        assertThat(QrCode.readPng(new byte[] {1, 2, 3})).isEmpty();
        assertThat(QrCode.readTerminal("")).isEmpty();
        assertThat(QrCode.readTerminal("hello\nworld\n")).isEmpty();
        byte[] png = accepted(QrCode.of(text)).png(3);
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            byte[] mutated = png.clone();
            mutated[random.nextInt(png.length)] ^= (byte) (1 << random.nextInt(8));
            QrCode.readPng(mutated).ifPresent(read -> assertThat(read).isNotBlank());
        }
    }

    @Test
    void shouldEncodeAsRfc9285() {
        for (List<String> row :
                List.of(
                        List.of("AB", "BB8"),
                        List.of("Hello!!", "%69 VD92EX0"),
                        List.of("base-45", "UJCLQE7W581"),
                        List.of("ietf!", "QED8WEX0"))) {
            byte[] bytes = row.get(0).getBytes(StandardCharsets.US_ASCII);
            assertThat(Base45.encode(bytes)).isEqualTo(row.get(1));
            assertThat(Base45.decode(row.get(1)).orElseThrow()).isEqualTo(bytes);
        }
        for (String wrong : List.of("GGW", ":::", "A", "a00", "::")) {
            assertThat(Base45.decode(wrong)).as(wrong).isEmpty();
        }
    }
}
