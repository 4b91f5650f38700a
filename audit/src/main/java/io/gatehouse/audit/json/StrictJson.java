package io.gatehouse.audit.json;

import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Bytes to a JSON value, with every leniency off; RFC 8259 plus what {@link JsonProfile} demands.
 *
 * <p>A verifier that reads a value otherwise than its signer is an attack surface, so whatever two
 * readers could understand differently is refused: duplicate names, trailing data, invalid UTF-8,
 * byte order marks, deep nesting, lone surrogates and, when signed, fractions, big integers and
 * names outside ASCII. Memory is proportional to the input, which the caller bounds. Stateless and
 * thread-safe.
 */
public final class StrictJson {

    private static final int LONGEST_NAME = 4 * 1024;
    private static final int LONGEST_NUMBER = 1_000;

    /** Interning is off: an attacker's names must not enter the table of the whole process. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(1_000)
                                    .maxNameLength(LONGEST_NAME)
                                    .maxNumberLength(LONGEST_NUMBER)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private StrictJson() {}

    /** Reads a value that is or will be signed. */
    public static JsonReading readSigned(byte[] bytes) {
        return read(bytes, JsonProfile.SIGNED);
    }

    /** Reads a report of another tool; see {@link JsonProfile} for what becomes of fractions. */
    public static JsonReading readEvidence(byte[] bytes) {
        return read(bytes, JsonProfile.EVIDENCE);
    }

    /** Reads one value that fills the bytes. */
    public static JsonReading read(byte[] bytes, JsonProfile profile) {
        try {
            return new JsonReading.Parsed(new StrictJson.Reader(bytes, profile).whole());
        } catch (JsonFaultException e) {
            return new JsonReading.Refused(e.fault());
        }
    }

    /** One reading; confined to the calling thread. */
    private static final class Reader {

        private final byte[] bytes;
        private final JsonProfile profile;
        private final JsonParser parser;

        Reader(byte[] bytes, JsonProfile profile) {
            this.bytes = bytes;
            this.profile = profile;
            refuseForeignBytes();
            this.parser = FACTORY.createParser(ObjectReadContext.empty(), bytes);
        }

        /**
         * Refuses what would make the parser guess another encoding (a mark, or the zero bytes of
         * UTF-16 and UTF-32) and what it would let through (overlong forms, encoded surrogates).
         */
        private void refuseForeignBytes() {
            if (bytes.length >= 3
                    && (bytes[0] & 0xff) == 0xef
                    && (bytes[1] & 0xff) == 0xbb
                    && (bytes[2] & 0xff) == 0xbf) {
                throw fault(JsonFault.Kind.BYTE_ORDER_MARK, 0, "starts with a byte order mark");
            }
            int at = Utf8.firstFault(bytes);
            if (at >= 0) {
                throw fault(JsonFault.Kind.INVALID_UTF8, at, "not UTF-8");
            }
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == 0) {
                    throw fault(JsonFault.Kind.SYNTAX, i, "a zero byte");
                }
            }
        }

        JsonValue whole() {
            try (parser) {
                JsonToken first = parser.nextToken();
                if (first == null) {
                    throw fault(JsonFault.Kind.EMPTY, bytes.length, "no value");
                }
                JsonValue value = value(first, 0);
                requireEnd();
                return value;
            } catch (StreamConstraintsException e) {
                throw fault(JsonFault.Kind.TOO_LONG, here(), "a name or number is too long");
            } catch (JacksonException e) {
                // the parser's own message quotes the input: replaced, not passed on
                throw fault(JsonFault.Kind.SYNTAX, here(), "not JSON (RFC 8259)");
            }
        }

        private void requireEnd() {
            long end = here();
            try {
                if (parser.nextToken() == null) {
                    return;
                }
            } catch (JacksonException e) {
                // what follows is not even a token; it is trailing data all the same
            }
            throw fault(JsonFault.Kind.TRAILING_DATA, end, "something follows the value");
        }

        private JsonValue value(JsonToken token, int depth) {
            return switch (token) {
                case START_OBJECT -> object(depth + 1);
                case START_ARRAY -> array(depth + 1);
                case VALUE_STRING -> string(parser.getString());
                case VALUE_NUMBER_INT -> integer(parser.getString());
                case VALUE_NUMBER_FLOAT -> fraction(parser.getString());
                case VALUE_TRUE -> JsonBoolean.TRUE;
                case VALUE_FALSE -> JsonBoolean.FALSE;
                case VALUE_NULL -> JsonNull.NULL;
                default -> throw fault(JsonFault.Kind.SYNTAX, tokenStart(), "a value was expected");
            };
        }

        private JsonObject object(int depth) {
            requireDepth(depth);
            TreeMap<String, JsonValue> members = new TreeMap<>();
            JsonToken token = parser.nextToken();
            while (token == JsonToken.PROPERTY_NAME) {
                String name = string(parser.currentName()).value();
                if (profile.signable()) {
                    requireAscii(name);
                }
                if (members.containsKey(name)) {
                    // one reader takes the first, another the last: the signature would cover both
                    throw fault(
                            JsonFault.Kind.DUPLICATE_NAME,
                            tokenStart(),
                            "a member name occurs twice");
                }
                members.put(name, value(next(), depth));
                token = parser.nextToken();
            }
            if (token != JsonToken.END_OBJECT) {
                throw fault(JsonFault.Kind.SYNTAX, here(), "the object is not closed");
            }
            return new JsonObject(members);
        }

        private JsonArray array(int depth) {
            requireDepth(depth);
            List<JsonValue> values = new ArrayList<>();
            for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
                values.add(value(token, depth));
            }
            return new JsonArray(values);
        }

        private JsonToken next() {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw fault(JsonFault.Kind.SYNTAX, here(), "the value is cut off");
            }
            return token;
        }

        private JsonString string(String text) {
            try {
                return new JsonString(text);
            } catch (IllegalArgumentException e) {
                throw fault(
                        JsonFault.Kind.LONE_SURROGATE, tokenStart(), "half of a surrogate pair");
            }
        }

        private JsonValue integer(String literal) {
            if (literal.length() <= 17) {
                long value = Long.parseLong(literal);
                if (Math.abs(value) <= JsonValue.MAX_SAFE_INTEGER) {
                    return new JsonInteger(value);
                }
            }
            if (profile.signable()) {
                throw fault(
                        JsonFault.Kind.INTEGER_OUT_OF_RANGE,
                        tokenStart(),
                        "an integer outside +-(2^53-1)");
            }
            return new JsonString(literal);
        }

        private JsonValue fraction(String literal) {
            if (profile.signable()) {
                throw fault(
                        JsonFault.Kind.NOT_AN_INTEGER,
                        tokenStart(),
                        "a number with fraction or exponent; signed fractions are decimal strings");
            }
            return new JsonString(literal);
        }

        private void requireDepth(int depth) {
            if (depth > profile.maxDepth()) {
                throw fault(
                        JsonFault.Kind.TOO_DEEP,
                        tokenStart(),
                        "nested deeper than " + profile.maxDepth());
            }
        }

        private void requireAscii(String name) {
            for (int i = 0; i < name.length(); i++) {
                if (name.charAt(i) < 0x20 || name.charAt(i) > 0x7e) {
                    throw fault(
                            JsonFault.Kind.NAME_NOT_ASCII,
                            tokenStart(),
                            "a member name that is not printable ASCII");
                }
            }
        }

        private long tokenStart() {
            return within(parser.currentTokenLocation().getByteOffset());
        }

        private long here() {
            return within(parser.currentLocation().getByteOffset());
        }

        private long within(long offset) {
            return Math.max(0, Math.min(offset, bytes.length));
        }

        private static JsonFaultException fault(JsonFault.Kind kind, long offset, String message) {
            return new JsonFaultException(new JsonFault(kind, offset, message));
        }
    }
}
