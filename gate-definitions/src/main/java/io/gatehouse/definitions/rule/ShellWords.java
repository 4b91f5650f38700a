package io.gatehouse.definitions.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words of a command line as a POSIX shell splits them, without any expansion (IEEE Std 1003.1,
 * Shell Command Language, 2.2).
 */
final class ShellWords {

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;

    private ShellWords() {}

    /** The words; empty where a quotation does not end. */
    static Optional<List<String>> split(String line) {
        ShellWords words = new ShellWords();
        int at = 0;
        while (at >= 0 && at < line.length()) {
            at = words.take(line, at);
        }
        words.end();
        return at < 0 ? Optional.empty() : Optional.of(words.words);
    }

    /** Takes what begins at a place; returns the place behind, or -1 for an open quotation. */
    private int take(String line, int at) {
        char c = line.charAt(at);
        if (c == ' ' || c == '\t' || c == '\n') {
            end();
            return at + 1;
        }
        inWord = true;
        if (c == '\'') {
            int close = line.indexOf('\'', at + 1);
            word.append(line, at + 1, Math.max(at + 1, close));
            return close < 0 ? -1 : close + 1;
        }
        if (c == '"') {
            return doubleQuoted(line, at + 1);
        }
        if (c == '\\') {
            if (at + 1 == line.length()) {
                return -1;
            }
            word.append(line.charAt(at + 1));
            return at + 2;
        }
        word.append(c);
        return at + 1;
    }

    private int doubleQuoted(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) != '"') {
            boolean escape =
                    line.charAt(at) == '\\'
                            && at + 1 < line.length()
                            && "\"\\$`".indexOf(line.charAt(at + 1)) >= 0;
            at += escape ? 1 : 0;
            word.append(line.charAt(at));
            at++;
        }
        return at < line.length() ? at + 1 : -1;
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }
}
