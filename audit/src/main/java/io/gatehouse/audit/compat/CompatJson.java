package io.gatehouse.audit.compat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Text to a value, with the lenience of the existing tools: the last of several members of one name
 * wins, {@code NaN} and infinities are numbers, integers have any size up to 4,300 digits, reals
 * become doubles, lone surrogates stay.
 *
 * <p>Used once; confined to the calling thread.
 */
final class CompatJson {

    /**
     * Deepest nesting that the existing tools read. Theirs ends where the interpreter's stack of
     * 1,000 calls ends, so that the figure is good to a few levels.
     */
    static final int MAX_DEPTH = 994;

    /** Most digits of an integer (the default limit of Python 3.11). */
    static final int MAX_DIGITS = 4_300;

    private static final char MARK = '\ufeff';

    private final String text;
    private int at;

    private CompatJson(String text) {
        this.text = text;
    }

    /**
     * Reads one value that fills the text.
     *
     * @throws CompatFailure LINE_NOT_JSON, HUGE_INTEGER or TOO_DEEP
     */
    static CompatValue read(String text) throws CompatFailure {
        CompatJson reader = new CompatJson(text);
        if (!text.isEmpty() && text.charAt(0) == MARK) {
            throw reader.malformed();
        }
        reader.space();
        CompatValue value = reader.value(0);
        reader.space();
        if (reader.at != text.length()) {
            throw reader.malformed();
        }
        return value;
    }

    private CompatValue value(int depth) throws CompatFailure {
        int c = peek();
        if (c == '"') {
            return new CompatValue.Text(string());
        }
        if (c == '{' || c == '[') {
            if (depth >= MAX_DEPTH) {
                throw new CompatFailure(CompatReason.TOO_DEEP, "position " + at);
            }
            return c == '{' ? object(depth) : array(depth);
        }
        if (c == '-' || isDigit(c)) {
            return number();
        }
        return word();
    }

    private CompatValue object(int depth) throws CompatFailure {
        Map<String, CompatValue> members = new LinkedHashMap<>();
        at++;
        space();
        if (peek() == '}') {
            at++;
            return new CompatValue.Dict(members);
        }
        while (true) {
            if (peek() != '"') {
                throw malformed();
            }
            String name = string();
            space();
            expect(':');
            space();
            members.put(name, value(depth + 1));
            space();
            if (peek() == '}') {
                at++;
                return new CompatValue.Dict(members);
            }
            expect(',');
            space();
        }
    }

    private CompatValue array(int depth) throws CompatFailure {
        List<CompatValue> values = new ArrayList<>();
        at++;
        space();
        if (peek() == ']') {
            at++;
            return new CompatValue.Items(values);
        }
        while (true) {
            values.add(value(depth + 1));
            space();
            if (peek() == ']') {
                at++;
                return new CompatValue.Items(values);
            }
            expect(',');
            space();
        }
    }

    private CompatValue word() throws CompatFailure {
        if (take("null")) {
            return new CompatValue.Null();
        }
        if (take("true")) {
            return new CompatValue.Bool(true);
        }
        if (take("false")) {
            return new CompatValue.Bool(false);
        }
        if (take("NaN")) {
            return new CompatValue.Real(Double.NaN);
        }
        if (take("Infinity")) {
            return new CompatValue.Real(Double.POSITIVE_INFINITY);
        }
        throw malformed();
    }

    private CompatValue number() throws CompatFailure {
        if (take("-Infinity")) {
            return new CompatValue.Real(Double.NEGATIVE_INFINITY);
        }
        int start = at;
        if (peek() == '-') {
            at++;
        }
        int first = at;
        if (!isDigit(peek())) {
            throw malformed();
        }
        if (peek() == '0') {
            at++; // nothing may follow a leading zero: 01 is two tokens and thus refused
        } else {
            digits();
        }
        int digits = at - first;
        boolean fraction = fraction();
        boolean exponent = exponent();
        boolean real = fraction || exponent;
        String literal = text.substring(start, at);
        if (real) {
            return new CompatValue.Real(Double.parseDouble(literal));
        }
        if (digits > MAX_DIGITS) {
            throw new CompatFailure(CompatReason.HUGE_INTEGER, digits + " digits");
        }
        return new CompatValue.Int(new BigInteger(literal));
    }

    private boolean fraction() {
        if (peek() != '.' || !isDigit(peek(1))) {
            return false;
        }
        at++;
        digits();
        return true;
    }

    private boolean exponent() {
        if (peek() != 'e' && peek() != 'E') {
            return false;
        }
        int sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
        if (!isDigit(peek(sign))) {
            return false;
        }
        at += sign;
        digits();
        return true;
    }

    private void digits() {
        while (isDigit(peek())) {
            at++;
        }
    }

    private String string() throws CompatFailure {
        StringBuilder out = new StringBuilder();
        at++;
        while (true) {
            int c = peek();
            if (c < 0x20) {
                throw malformed(); // the end of the text, or a control character
            }
            at++;
            if (c == '"') {
                return out.toString();
            }
            out.append(c == '\\' ? escaped() : (char) c);
        }
    }

    private char escaped() throws CompatFailure {
        int c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> (char) c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> throw malformed();
        };
    }

    /** Two escaped halves of a pair come together by standing side by side. */
    private char unit() throws CompatFailure {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int c = peek();
            int digit = c < 0x80 && c >= 0 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw malformed();
            }
            unit = unit * 16 + digit;
            at++;
        }
        return (char) unit;
    }

    private void space() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
            at++;
        }
    }

    private boolean take(String word) {
        boolean there = text.startsWith(word, at);
        at += there ? word.length() : 0;
        return there;
    }

    private void expect(char c) throws CompatFailure {
        if (peek() != c) {
            throw malformed();
        }
        at++;
    }

    private int peek() {
        return peek(0);
    }

    private int peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : -1;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private CompatFailure malformed() {
        return new CompatFailure(CompatReason.LINE_NOT_JSON, "position " + at);
    }
}
