package io.gatehouse.configuration.alerts;

import io.gatehouse.configuration.alerts.PromLexer.Kind;
import io.gatehouse.configuration.alerts.PromLexer.Refusal;
import io.gatehouse.configuration.alerts.PromLexer.Token;
import java.util.List;

/** A place in the tokens of an expression. Used once; confined to the calling thread. */
final class PromCursor {

    private final List<Token> tokens;
    private int next;

    /**
     * @param tokens of which the last is the end
     */
    PromCursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** The token behind the next one. */
    Token afterNext() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        Token token = tokens.get(next);
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    boolean isSymbol(String text) {
        return peek().kind() == Kind.SYMBOL && peek().text().equals(text);
    }

    boolean takeSymbol(String text) {
        boolean is = isSymbol(text);
        next += is ? 1 : 0;
        return is;
    }

    boolean isWord(String text) {
        return peek().kind() == Kind.NAME && peek().text().equalsIgnoreCase(text);
    }

    boolean takeWord(String text) {
        boolean is = isWord(text);
        next += is ? 1 : 0;
        return is;
    }

    void expect(String symbol) {
        if (!takeSymbol(symbol)) {
            throw refuse("'" + symbol + "' was expected");
        }
    }

    Refusal refuse(String reason) {
        return new Refusal(peek().at(), reason);
    }
}
