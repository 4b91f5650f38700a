package io.gatehouse.audit.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader of canonical bytes against the general one: the same values, or nothing. */
class CanonicalReaderTest {

    private static final int TRIES = Boolean.getBoolean("gatehouse.campaign") ? 1_000_000 : 60_000;
    private static final String[] PIECES = {
        "a", "\"", "\\", "\b", "\n", "\u0001", "\u001f", "\u007f", "ż", "€", "😀", "/", "\u2028",
        " "
    };

    private final CanonicalReader reader = new CanonicalReader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "0",
                "-1",
                "9007199254740991",
                "\"\"",
                "{\"a\":{\"b\":[1,[],{}]},\"b\":\"\\u001f\\n\\\"\\\\/ż\"}",
                "{\"a\\\"b\":1}"
            })
    void shouldReadCanonicalBytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(reader.read(bytes)).contains(StrictJson.readSigned(bytes).orThrow());
        assertThat(CanonicalJson.bytes(reader.read(bytes).orElseThrow())).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " {}",
                "{} ",
                "{\"b\":1,\"a\":2}",
                "{\"a\":1,\"a\":1}",
                "{\"a\": 1}",
                "{\"a\":1,}",
                "{,}",
                "[1,]",
                "[1 ,2]",
                "01",
                "-0",
                "-",
                "+1",
                "1.0",
                "1e3",
                "9007199254740992",
                "99999999999999999999999999",
                "\"\\u0041\"",
                "\"\\u000a\"",
                "\"\\u001F\"",
                "\"\\/\"",
                "\"\\ud83d\\ude00\"",
                "\"\\x\"",
                "\"\\u00",
                "\"a",
                "\"a\nb\"",
                "{\"ż\":1}",
                "{\"\u007f\":1}",
                "{\"\\n\":1}",
                "{\"a\"}",
                "{\"a\":}",
                "{1:1}",
                "tru",
                "nul1",
                "truE",
                "{\"a\":1",
                "[1"
            })
    void shouldDeclineEverythingElse(String text) {
        assertThat(reader.read(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void shouldReadNamesAsTheyStandWhateverStoodBefore() {
        List<String> escaped = List.of("{\"a\\\"b\":1}", "{\"a\\\\b\":1}");
        for (String text : escaped) {
            assertThat(reader.read(text.getBytes(StandardCharsets.UTF_8))).isPresent();
            // the same name without what lets it stand in a text
            for (String bare : List.of("{\"a\"b\":1}", "{\"a\\b\":1}")) {
                assertThat(reader.read(bare.getBytes(StandardCharsets.UTF_8))).isEmpty();
            }
        }
        for (String text :
                List.of("{\"ab\":1}", "{\"abc\":1}", "{\"a\":1}", "{\"\":1}", "{\"ab\":1}")) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(reader.read(bytes)).contains(StrictJson.readSigned(bytes).orThrow());
        }
    }

    @Test
    void shouldDeclineBytesThatAreNoUtf8() {
        byte[][] broken = {
            {'"', (byte) 0xc0, (byte) 0x80, '"'},
            {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
            {'"', (byte) 0xf8, '"'},
            {'"', (byte) 0xc5, '"'},
            {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, '{', '}'},
            {'{', 0, '}'}
        };
        for (byte[] bytes : broken) {
            assertThat(reader.read(bytes)).as(Arrays.toString(bytes)).isEmpty();
        }
    }

    @Test
    void shouldBoundDepthAndNamesAsTheGeneralReaderDoes() {
        for (int depth : List.of(JsonValue.MAX_DEPTH, JsonValue.MAX_DEPTH + 1)) {
            byte[] bytes =
                    ("[".repeat(depth) + "]".repeat(depth)).getBytes(StandardCharsets.US_ASCII);
            assertThat(reader.read(bytes).isPresent())
                    .isEqualTo(StrictJson.readSigned(bytes) instanceof JsonReading.Parsed)
                    .isEqualTo(depth <= JsonValue.MAX_DEPTH);
        }
        for (int length : List.of(65, 4096, 4097)) {
            byte[] bytes = ("{\"" + "n".repeat(length) + "\":1}").getBytes(StandardCharsets.UTF_8);
            assertThat(reader.read(bytes).isPresent())
                    .isEqualTo(StrictJson.readSigned(bytes) instanceof JsonReading.Parsed);
        }
    }

    @Test
    void shouldCutMembersOutAsPrintingWithoutThemWould() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            JsonObject object = object(random, 0);
            byte[] bytes = CanonicalJson.bytes(object);
            JsonObject read = reader.readObject(bytes).orElseThrow();
            String[] removed =
                    read.names().stream().filter(n -> random.nextBoolean()).toArray(String[]::new);
            assertThat(reader.without(read, removed))
                    .isEqualTo(CanonicalJson.bytes(object.without(removed)));
        }
    }

    @Test
    void shouldAgreeWithTheGeneralReaderOnMutatedBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < TRIES; i++) {
            byte[] bytes = mutated(CanonicalJson.bytes(object(random, 0)), random);
            Optional<JsonValue> canonical = reader.read(bytes);
            JsonReading general = StrictJson.readSigned(bytes);
            boolean expected =
                    general instanceof JsonReading.Parsed parsed
                            && Arrays.equals(CanonicalJson.bytes(parsed.value()), bytes);
            assertThat(canonical.isPresent())
                    .as("seed %d, input %d: %s", seed, i, new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(expected);
            if (expected) {
                accepted++;
                assertThat(canonical).contains(general.orThrow());
            }
        }
        System.out.println(
                "canonical reader: " + TRIES + " tried, " + accepted + " accepted, seed " + seed);
        assertThat(accepted).isBetween(TRIES / 100, TRIES - TRIES / 10);
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        for (int times = random.nextInt(3); times > 0 && changed.length > 0; times--) {
            int at = random.nextInt(changed.length);
            switch (random.nextInt(5)) {
                case 0 -> changed[at] = (byte) random.nextInt(256);
                case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> changed = Arrays.copyOf(changed, at);
                case 3 ->
                        changed =
                                inserted(
                                        changed,
                                        at,
                                        (byte) " \t\"\\{}[],:0-".charAt(random.nextInt(12)));
                default -> changed = inserted(changed, at, changed[random.nextInt(changed.length)]);
            }
        }
        return changed;
    }

    private static byte[] inserted(byte[] bytes, int at, byte added) {
        byte[] longer = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, longer, 0, at);
        longer[at] = added;
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        return longer;
    }

    private static JsonObject object(Random random, int depth) {
        JsonObject.Builder object = JsonObject.builder();
        for (int i = random.nextInt(5); i > 0; i--) {
            String name =
                    "" + (char) ('a' + random.nextInt(26)) + (random.nextInt(9) == 0 ? "\"" : "");
            object.put(name, value(random, depth + 1));
        }
        return object.build();
    }

    private static JsonValue value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0 -> new JsonInteger(random.nextLong() >> (11 + random.nextInt(52)));
            case 1 -> JsonNull.NULL;
            case 2 -> JsonBoolean.TRUE;
            case 3, 4 -> new JsonString(text(random));
            case 5 -> array(random, depth);
            default -> object(random, depth);
        };
    }

    private static JsonArray array(Random random, int depth) {
        List<JsonValue> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(value(random, depth + 1));
        }
        return new JsonArray(values);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
