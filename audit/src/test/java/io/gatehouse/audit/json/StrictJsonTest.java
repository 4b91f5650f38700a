package io.gatehouse.audit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.testkit.Mutations;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StrictJsonTest {

    @Test
    void shouldReadEverySignableKind() {
        JsonObject value =
                StrictJson.readSigned(
                                utf8(" {\"b\":[1,-2,true,null],\"a\":{\"z\":\"ż\\u00f3ł\"}} "))
                        .objectOrThrow();

        assertThat(CanonicalJson.text(value))
                .isEqualTo("{\"a\":{\"z\":\"żół\"},\"b\":[1,-2,true,null]}");
    }

    @Test
    void shouldRefuseEachLeniencyAtItsByte() {
        assertRefused("", JsonFault.Kind.EMPTY, 0);
        assertRefused("  ", JsonFault.Kind.EMPTY, 2);
        assertRefused("\ufeff{}", JsonFault.Kind.BYTE_ORDER_MARK, 0);
        assertRefused("{\"a\":1,\"a\":2}", JsonFault.Kind.DUPLICATE_NAME, 7);
        assertRefused("{\"a\":1,\"\\u0061\":2}", JsonFault.Kind.DUPLICATE_NAME, 7);
        assertRefused("{} {}", JsonFault.Kind.TRAILING_DATA, 2);
        assertRefused("{}x", JsonFault.Kind.TRAILING_DATA, 2);
        assertRefused("[1.0]", JsonFault.Kind.NOT_AN_INTEGER, 1);
        assertRefused("[1e2]", JsonFault.Kind.NOT_AN_INTEGER, 1);
        assertRefused("[9007199254740992]", JsonFault.Kind.INTEGER_OUT_OF_RANGE, 1);
        assertRefused("[-9007199254740992]", JsonFault.Kind.INTEGER_OUT_OF_RANGE, 1);
        assertRefused("{\"ż\":1}", JsonFault.Kind.NAME_NOT_ASCII, 1);
        assertRefused("{\"a\\n\":1}", JsonFault.Kind.NAME_NOT_ASCII, 1);
        assertRefused("[\"\\ud800\"]", JsonFault.Kind.LONE_SURROGATE, 1);
        assertRefused("[NaN]", JsonFault.Kind.SYNTAX);
        assertRefused("[Infinity]", JsonFault.Kind.SYNTAX);
        assertRefused("[1,]", JsonFault.Kind.SYNTAX);
        assertRefused("{'a':1}", JsonFault.Kind.SYNTAX);
        assertRefused("[1]//x", JsonFault.Kind.TRAILING_DATA);
        assertRefused("[", JsonFault.Kind.SYNTAX);
        assertRefused("{\"a\":1", JsonFault.Kind.SYNTAX);
        assertRefused("[" + "1".repeat(1001) + "]", JsonFault.Kind.TOO_LONG);
        assertRefused("{\"" + "a".repeat(5000) + "\":1}", JsonFault.Kind.TOO_LONG);
    }

    @Test
    void shouldRefuseBytesThatAreNotUtf8AtTheirFirstByte() {
        int[][] sequences = {
            {0xc0, 0x80}, // overlong
            {0xc1, 0xbf},
            {0xe0, 0x9f, 0xbf},
            {0xf0, 0x8f, 0xbf, 0xbf},
            {0xed, 0xa0, 0x80}, // surrogate
            {0xed, 0xbf, 0xbf},
            {0xf4, 0x90, 0x80, 0x80}, // above U+10FFFF
            {0xf5, 0x80, 0x80, 0x80},
            {0x80},
            {0xff},
            {0xc2},
            {0xe2, 0x82},
        };
        for (int[] sequence : sequences) {
            byte[] inside = new byte[sequence.length];
            for (int i = 0; i < sequence.length; i++) {
                inside[i] = (byte) sequence[i];
            }
            byte[] bytes = Mutations.splice(utf8("[\"\"]"), 2, 2, inside);

            assertThat(StrictJson.readEvidence(bytes))
                    .isEqualTo(
                            new JsonReading.Refused(
                                    new JsonFault(JsonFault.Kind.INVALID_UTF8, 2, "not UTF-8")));
        }
    }

    @Test
    void shouldAgreeWithThePlatformOnEveryShortSequence() {
        // all leads with all second bytes, followed by fixed continuations: 65,536 sequences
        int tried = 0;
        int differing = 0;
        for (int pair = 0; pair < 0x10000; pair++) {
            byte[] bytes = {(byte) (pair >> 8), (byte) pair, (byte) 0x80, (byte) 0x80, 'a'};
            for (int length = 2; length <= 5; length++) {
                byte[] cut = java.util.Arrays.copyOf(bytes, length);
                if (Utf8.firstFault(cut) < 0 != isUtf8(cut)) {
                    differing++;
                }
                tried++;
            }
        }
        assertThat(tried).isEqualTo(4 * 65_536);
        assertThat(differing).isZero();
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes));
            return true;
        } catch (java.nio.charset.CharacterCodingException e) {
            return false;
        }
    }

    @Test
    void shouldHoldTheDepthLimitExactly() {
        assertThat(StrictJson.readSigned(utf8("[".repeat(32) + "]".repeat(32))))
                .isInstanceOf(JsonReading.Parsed.class);
        assertRefused("[".repeat(33) + "]".repeat(33), JsonFault.Kind.TOO_DEEP, 32);
        assertRefused("[".repeat(100_000), JsonFault.Kind.TOO_DEEP, 32);
    }

    @Test
    void shouldKeepFractionsOfEvidenceAsTheirLiteralText() {
        JsonObject report =
                StrictJson.readEvidence(
                                utf8("{\"p95\":149.90,\"big\":9007199254740993,\"żółw\":-0.0}"))
                        .objectOrThrow();

        assertThat(report.find("p95")).contains(new JsonString("149.90"));
        assertThat(report.find("big")).contains(new JsonString("9007199254740993"));
        assertThat(StrictJson.readEvidence(utf8("{\"\\ud83d\\ude00\":1}")).objectOrThrow().names())
                .containsExactly("\ud83d\ude00");
        assertThat(JsonNumbers.decimal(report.find("p95").orElseThrow()))
                .contains(new BigDecimal("149.90"));
        assertThat(JsonNumbers.decimal(new JsonInteger(7))).contains(BigDecimal.valueOf(7));
    }

    @Test
    void shouldRefuseFiguresThatWouldGrowWithoutBound() {
        for (String text :
                List.of(
                        "1e999999999",
                        "1e401",
                        "-1e-9999",
                        "",
                        " 1",
                        "1 ",
                        "+1",
                        "0x1",
                        "NaN",
                        "01")) {
            assertThat(JsonNumbers.decimal(new JsonString(text))).as(text).isEmpty();
        }
        assertThat(JsonNumbers.decimal(new JsonString("1".repeat(401)))).isEmpty();
        assertThat(JsonNumbers.decimal(new JsonString("-1.5e+3")))
                .contains(new BigDecimal("-1.5e3"));
    }

    @Test
    void shouldCarryTheFaultAndNoTraceWhenThrown() {
        assertThatThrownBy(() -> StrictJson.readSigned(utf8("[1.5]")).orThrow())
                .isInstanceOfSatisfying(
                        JsonFaultException.class,
                        e -> assertThat(e.fault().kind()).isEqualTo(JsonFault.Kind.NOT_AN_INTEGER))
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
        assertThatThrownBy(() -> StrictJson.readSigned(utf8("[]")).objectOrThrow())
                .isInstanceOf(JsonFaultException.class);
    }

    @Test
    void shouldNeverThrowAndStayCanonicalOnMutatedInput() {
        // given
        long seed = 20261120L;
        Random random = new Random(seed);
        byte[] start =
                utf8(
                        "{\"a\":[1,-9007199254740991,true,false,null,\"\\u017c\\ud83d\\ude00"
                                + " ż\"],\"b\":{\"c\":{\"d\":[]}},\"e\":\"\\\"\\\\\\b\\f\\n"
                                + "\\r"
                                + "\\t\\u0001/\"}");
        int parsed = 0;
        int tried = 0;

        for (; tried < 100_000; tried++) {
            byte[] input = Mutations.mutate(start, random);
            // when
            JsonReading signed = StrictJson.readSigned(input);
            JsonReading evidence = StrictJson.readEvidence(input);
            // then
            if (signed instanceof JsonReading.Parsed value) {
                parsed++;
                byte[] canonical = CanonicalJson.bytes(value.value());
                assertThat(StrictJson.readSigned(canonical)).as("seed " + seed).isEqualTo(signed);
                assertThat(evidence).as("seed " + seed).isEqualTo(signed);
            } else if (signed instanceof JsonReading.Refused refused) {
                assertThat(refused.fault().offset())
                        .as("seed " + seed)
                        .isBetween(0L, (long) input.length);
            }
        }
        System.out.printf("StrictJson fuzz: %d tried, %d signable%n", tried, parsed);
        assertThat(tried).isEqualTo(100_000);
        assertThat(parsed).isBetween(1_000, 99_000);
    }

    private static void assertRefused(String text, JsonFault.Kind kind) {
        assertThat(StrictJson.readSigned(utf8(text)))
                .isInstanceOfSatisfying(
                        JsonReading.Refused.class,
                        refused -> assertThat(refused.fault().kind()).as(text).isEqualTo(kind));
    }

    private static void assertRefused(String text, JsonFault.Kind kind, long offset) {
        assertThat(StrictJson.readSigned(utf8(text)))
                .isInstanceOfSatisfying(
                        JsonReading.Refused.class,
                        refused -> {
                            assertThat(refused.fault().kind()).as(text).isEqualTo(kind);
                            assertThat(refused.fault().offset()).as(text).isEqualTo(offset);
                        });
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
