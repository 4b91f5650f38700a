package io.gatehouse.audit.json;

import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a value whose bytes are its canonical form ({@link io.gatehouse.core.json.CanonicalJson},
 * RFC 8785), in one pass and nothing else: no second spelling is tolerated, so nothing has to be
 * printed again to compare it.
 *
 * <p>It says only yes or no. Bytes that it declines are not canonical or not admitted by {@link
 * JsonProfile#SIGNED}; {@link StrictJson} then says what is wrong with them. Whatever it accepts
 * {@link StrictJson} reads as the same value: a test holds the two together.
 *
 * <p>Also remembers where the members of the outermost object stand, for whoever needs the bytes of
 * some of them. Confined to one thread; bounded memory.
 */
public final class CanonicalReader {

    /** As {@link StrictJson} bounds them. */
    private static final int LONGEST_NAME = 4 * 1024;

    private static final Declined DECLINED = new Declined();

    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);

    private final NameMemory names = new NameMemory();

    private byte[] bytes = {};
    private ByteBuffer words = ByteScan.of(bytes);
    private int at;

    /**
     * Members of the objects that are open, the outermost first; its names stay when it is read.
     */
    private String[] openNames = new String[64];

    private JsonValue[] openValues = new JsonValue[64];
    private int open;
    private int[] starts = new int[32];
    private int[] ends = new int[32];

    /** Thrown and caught here alone. */
    private static final class Declined extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Declined() {
            super("not canonical", null, false, false);
        }
    }

    /**
     * The value.
     *
     * @param line must not change before the next reading when {@link #without} is asked for
     * @return empty when the bytes are not the canonical form of a value that can be signed
     */
    public Optional<JsonValue> read(byte[] line) {
        bytes = line;
        words = ByteScan.of(line);
        at = 0;
        open = 0;
        names.restart();
        try {
            JsonValue value = value(0);
            return at == bytes.length ? Optional.of(value) : Optional.empty();
        } catch (Declined | IllegalArgumentException e) {
            return Optional.empty(); // an object whose names do not rise is none
        }
    }

    /** As {@link #read}, for an object. */
    public Optional<JsonObject> readObject(byte[] line) {
        return read(line).filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }

    /**
     * The canonical form of the object that was read last, without the named members.
     *
     * @param object what {@link #readObject} answered last
     */
    public byte[] without(JsonObject object, String... removed) {
        int members = object.members().size();
        byte[] kept = new byte[lengthWithout(members, removed)];
        int length = 0;
        kept[length++] = '{';
        for (int member = 0; member < members; member++) {
            if (!isOneOf(removed, openNames[member])) {
                if (length > 1) {
                    kept[length++] = ',';
                }
                int size = ends[member] - starts[member];
                System.arraycopy(bytes, starts[member], kept, length, size);
                length += size;
            }
        }
        kept[length] = '}';
        return kept;
    }

    private int lengthWithout(int members, String... removed) {
        int length = 1;
        for (int member = 0; member < members; member++) {
            if (!isOneOf(removed, openNames[member])) {
                length += ends[member] - starts[member] + 1;
            }
        }
        return Math.max(2, length);
    }

    private static boolean isOneOf(String[] names, String name) {
        for (String one : names) {
            if (one.equals(name)) {
                return true;
            }
        }
        return false;
    }

    private byte peek() {
        if (at >= bytes.length) {
            throw DECLINED;
        }
        return bytes[at];
    }

    private void expect(char c) {
        if (peek() != c) {
            throw DECLINED;
        }
        at++;
    }

    private JsonValue value(int depth) {
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", JsonBoolean.TRUE);
            case 'f' -> word("false", JsonBoolean.FALSE);
            case 'n' -> word("null", JsonNull.NULL);
            default -> integer();
        };
    }

    private JsonValue word(String word, JsonValue value) {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        return value;
    }

    private JsonObject object(int depth) {
        if (depth >= JsonValue.MAX_DEPTH) {
            throw DECLINED;
        }
        at++;
        if (peek() == '}') {
            at++;
            return JsonObject.EMPTY;
        }
        int first = open;
        while (true) {
            int start = at;
            int member = open();
            openNames[member] = name();
            expect(':');
            JsonValue value = value(depth + 1);
            openValues[member] = value; // whose own members may have made the array a longer one
            if (depth == 0) {
                remember(member, start);
            }
            if (peek() == '}') {
                at++;
                open = first;
                return JsonObject.ofRising(openNames, openValues, first, member + 1);
            }
            expect(',');
        }
    }

    private int open() {
        if (open == openNames.length) {
            openNames = Arrays.copyOf(openNames, 2 * open);
            openValues = Arrays.copyOf(openValues, 2 * open);
        }
        return open++;
    }

    private void remember(int member, int start) {
        if (member == starts.length) {
            starts = Arrays.copyOf(starts, 2 * member);
            ends = Arrays.copyOf(ends, 2 * member);
        }
        starts[member] = start;
        ends[member] = at;
    }

    private JsonArray array(int depth) {
        if (depth >= JsonValue.MAX_DEPTH) {
            throw DECLINED;
        }
        at++;
        List<JsonValue> values = new ArrayList<>();
        if (peek() == ']') {
            at++;
            return new JsonArray(values);
        }
        while (true) {
            values.add(value(depth + 1));
            if (peek() == ']') {
                at++;
                return new JsonArray(values);
            }
            expect(',');
        }
    }

    /** Canonical integers have no sign of plus, no leading zero, and zero has no minus. */
    private JsonInteger integer() {
        boolean negative = peek() == '-';
        if (negative) {
            at++;
        }
        int first = at;
        long value = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            value = 10 * value + (bytes[at] - '0');
            if (value > JsonValue.MAX_SAFE_INTEGER) {
                throw DECLINED;
            }
            at++;
        }
        int digits = at - first;
        if (digits == 0 || (bytes[first] == '0' && (digits > 1 || negative))) {
            throw DECLINED;
        }
        return new JsonInteger(negative ? -value : value);
    }

    private String name() {
        Optional<String> again = names.again(bytes, at);
        if (again.isPresent()) {
            at += again.get().length() + 2;
            return again.get();
        }
        return otherName();
    }

    private String otherName() {
        expect('"');
        int start = at;
        int hash = 0;
        while (true) {
            byte c = peek();
            if (c == '"') {
                break;
            }
            if (c == '\\') {
                at = start - 1;
                return escapedName();
            }
            if (c < 0x20 || c > 0x7e) {
                throw DECLINED;
            }
            hash = 31 * hash + c;
            at++;
        }
        int length = at - start;
        at++;
        if (length > LONGEST_NAME) {
            throw DECLINED;
        }
        return names.of(bytes, start, length, hash);
    }

    private String escapedName() {
        String name = string().value();
        if (name.length() > LONGEST_NAME) {
            throw DECLINED;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < 0x20 || name.charAt(i) > 0x7e) {
                throw DECLINED;
            }
        }
        return name;
    }

    private JsonString string() {
        expect('"');
        int start = at;
        at = ByteScan.special(words, start, bytes.length);
        byte c = peek();
        if (c == '\\' || c < 0) {
            return new JsonString(mixed(start));
        }
        expect('"');
        return JsonString.ofLatin1(bytes, start, at - 1 - start);
    }

    /** A string with escapes or beyond ASCII; what stands before {@link #at} has neither. */
    private String mixed(int start) {
        StringBuilder text = new StringBuilder();
        int from = start;
        while (true) {
            byte c = peek();
            if (c == '"' || c == '\\') {
                text.append(utf8(from, at));
                at++;
                if (c == '"') {
                    return text.toString();
                }
                text.append(escape());
                from = at;
            } else if (c >= 0 && c < 0x20) {
                throw DECLINED;
            } else {
                at++;
            }
        }
    }

    private CharSequence utf8(int from, int to) {
        try {
            return decoder.decode(ByteBuffer.wrap(bytes, from, to - from));
        } catch (CharacterCodingException e) {
            throw DECLINED;
        }
    }

    /** RFC 8785, 3.2.2.2: the short escapes, and {@code \\u00xx} for what has none. */
    private char escape() {
        byte c = peek();
        at++;
        return switch (c) {
            case '"', '\\' -> (char) c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> control();
            default -> throw DECLINED;
        };
    }

    private char control() {
        expect('0');
        expect('0');
        int high = peek() - '0';
        at++;
        int low = "0123456789abcdef".indexOf(peek());
        at++;
        char c = (char) (16 * high + low);
        boolean isShort = c == '\b' || c == '\f' || c == '\n' || c == '\r' || c == '\t';
        if (high < 0 || high > 1 || low < 0 || isShort) {
            throw DECLINED;
        }
        return c;
    }
}
