package io.gatehouse.configuration.alerts;

import java.util.ArrayList;
import java.util.List;

/** Text of an expression to tokens, in one pass. Used once; confined to the calling thread. */
final class PromLexer {

    /** What a token is. */
    enum Kind {
        NAME,
        /** A number or, within brackets, a duration. */
        NUMBER,
        STRING,
        SYMBOL,
        END
    }

    record Token(Kind kind, String text, int at) {}

    /** Carries the reason to {@link PromParser}. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int at;

        Refusal(int at, String reason) {
            super(reason, null, false, false);
            this.at = at;
        }

        int at() {
            return at;
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    private static final List<String> PAIRS = List.of("==", "!=", ">=", "<=", "=~", "!~");
    private static final String SINGLES = "(){}[],=<>+-*/%";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    PromLexer(String text) {
        this.text = text;
    }

    List<Token> tokens() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else if (c == '"' || c == '\'' || c == '`') {
                string(c);
            } else if (isNameStart(c)) {
                word(Kind.NAME);
            } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
                number();
            } else {
                symbol();
            }
        }
        tokens.add(new Token(Kind.END, "", at));
        return tokens;
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private void word(Kind kind) {
        int from = at;
        while (at < text.length() && (isNameStart(text.charAt(at)) || isDigit(text.charAt(at)))) {
            at++;
        }
        tokens.add(new Token(kind, text.substring(from, at), from));
    }

    private void number() {
        int from = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean sign =
                    (c == '+' || c == '-')
                            && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E');
            if (!isDigit(c) && c != '.' && !isNameStart(c) && !sign) {
                break;
            }
            at++;
        }
        tokens.add(new Token(Kind.NUMBER, text.substring(from, at), from));
    }

    private void string(char quote) {
        int from = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            if (c == '\\' && quote != '`') {
                c = escaped();
            } else if (c == '\n') {
                throw new Refusal(from, "a text over several lines");
            }
            value.append(c);
        }
        if (at >= text.length()) {
            throw new Refusal(from, "a text without end");
        }
        at++;
        tokens.add(new Token(Kind.STRING, value.toString(), from));
    }

    private char escaped() {
        char c = peek(0);
        at++;
        return switch (c) {
            case '\\', '"', '\'' -> c;
            default -> throw new Refusal(at - 1, "an escape other than of quotes and backslash");
        };
    }

    private void symbol() {
        String two = text.substring(at, Math.min(text.length(), at + 2));
        if (PAIRS.contains(two)) {
            tokens.add(new Token(Kind.SYMBOL, two, at));
            at += 2;
        } else if (SINGLES.indexOf(text.charAt(at)) >= 0) {
            tokens.add(new Token(Kind.SYMBOL, two.substring(0, 1), at));
            at++;
        } else {
            throw new Refusal(at, "a character outside of the understood part of PromQL");
        }
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
