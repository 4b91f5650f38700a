package io.gatehouse.audit.log;

import io.gatehouse.audit.json.Timestamps;
import java.util.function.Predicate;

/**
 * The forms of texts in a decision line. Each is a loop over characters, since a million lines have
 * twenty million of them; beside each stands the expression of the published schema, and a test
 * compares the two.
 */
enum Texts implements Predicate<String> {

    /** {@code sha384:} and 96 hex digits. */
    SHA384("sha384:[0-9a-f]{96}") {
        @Override
        public boolean test(String text) {
            return isHex(text, "sha384:", 96);
        }
    },

    DIGEST("sha384:[0-9a-f]{96}|sha256:[0-9a-f]{64}") {
        @Override
        public boolean test(String text) {
            return isHex(text, "sha384:", 96) || isHex(text, "sha256:", 64);
        }
    },

    COMMIT("[0-9a-f]{40}(?:[0-9a-f]{24})?") {
        @Override
        public boolean test(String text) {
            return isHex(text, "", 40) || isHex(text, "", 64);
        }
    },

    IDENTIFIER("[a-z0-9](?:[a-z0-9_-]|\\.(?!\\.)){0,63}") {
        @Override
        public boolean test(String text) {
            return isWord(text, 64, Chars.LOWER_OR_DIGIT, Chars.IN_IDENTIFIER)
                    && !text.contains("..");
        }
    },

    KEY_ID("[a-z0-9][a-z0-9_-]{0,63}") {
        @Override
        public boolean test(String text) {
            return isWord(text, 64, Chars.LOWER_OR_DIGIT, Chars.IN_KEY_ID);
        }
    },

    ROLE("[a-z][a-z0-9-]{0,31}") {
        @Override
        public boolean test(String text) {
            return isWord(text, 32, Chars.LOWER, Chars.IN_ROLE);
        }
    },

    STAGE("[a-z][a-z0-9_]{0,31}") {
        @Override
        public boolean test(String text) {
            return isWord(text, 32, Chars.LOWER, Chars.IN_STATUS);
        }
    },

    STATUS("[a-z][a-z0-9_]{0,63}") {
        @Override
        public boolean test(String text) {
            return isWord(text, 64, Chars.LOWER, Chars.IN_STATUS);
        }
    },

    ARTEFACT("[A-Za-z0-9][A-Za-z0-9_./-]{0,127}") {
        @Override
        public boolean test(String text) {
            return isWord(text, 128, Chars.LETTER_OR_DIGIT, Chars.IN_ARTEFACT);
        }
    },

    FLAG("[A-Za-z][A-Za-z0-9_.]{0,127}") {
        @Override
        public boolean test(String text) {
            return isWord(text, 128, Chars.LETTER, Chars.IN_FLAG);
        }
    },

    /** A day and a time in UTC; whether there is such a day is asked later. */
    TIMESTAMP(
            "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
                    + "T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{3})?Z") {
        @Override
        public boolean test(String text) {
            return Timestamps.isWritten(text)
                    && isBetween(text, 5, "01", "12")
                    && isBetween(text, 8, "01", "31")
                    && isBetween(text, 11, "00", "23")
                    && isBetween(text, 14, "00", "59")
                    && isBetween(text, 17, "00", "59");
        }
    },

    /** A role's code. */
    ROLE_CODE("hmac:sha384:[a-z0-9][a-z0-9_-]{0,63}:[A-Za-z0-9_-]{64}") {
        @Override
        public boolean test(String text) {
            int code = text.length() - 64;
            int key = "hmac:sha384:".length();
            return text.startsWith("hmac:sha384:")
                    && code > key
                    && text.charAt(code - 1) == ':'
                    && KEY_ID.test(text.substring(key, code - 1))
                    && isAll(text, code, text.length(), Chars.BASE64_URL);
        }
    },

    /** A person's signature: 64 bytes. */
    PERSON_CODE("[A-Za-z0-9_-]{86}") {
        @Override
        public boolean test(String text) {
            return text.length() == 86 && isAll(text, 0, 86, Chars.BASE64_URL);
        }
    },

    /** The outer code: 32 bytes. */
    OUTER_CODE("[A-Za-z0-9+/]{43}=") {
        @Override
        public boolean test(String text) {
            return text.length() == 44
                    && text.charAt(43) == '='
                    && isAll(text, 0, 43, Chars.BASE64);
        }
    };

    private final String expression;

    Texts(String expression) {
        this.expression = expression;
    }

    /** The same as a regular expression, as the schema has it. */
    String expression() {
        return expression;
    }

    private static boolean isHex(String text, String prefix, int digits) {
        return text.length() == prefix.length() + digits
                && text.startsWith(prefix)
                && isAll(text, prefix.length(), text.length(), Chars.HEX);
    }

    /** Whether two digits are from one number to another. */
    private static boolean isBetween(String text, int at, String least, String most) {
        int number = 10 * text.charAt(at) + text.charAt(at + 1);
        return number >= 10 * least.charAt(0) + least.charAt(1)
                && number <= 10 * most.charAt(0) + most.charAt(1);
    }

    private static boolean isWord(String text, int most, boolean[] first, boolean[] others) {
        return !text.isEmpty()
                && text.length() <= most
                && isAll(text, 0, 1, first)
                && isAll(text, 1, text.length(), others);
    }

    private static boolean isAll(String text, int from, int to, boolean[] set) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= set.length || !set[c]) {
                return false;
            }
        }
        return true;
    }

    /** Sets of ASCII characters, by their codes. */
    private static final class Chars {

        private static final String LOWERS = "abcdefghijklmnopqrstuvwxyz";
        private static final String UPPERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        private static final String DIGITS = "0123456789";

        static final boolean[] HEX = of(DIGITS + "abcdef");
        static final boolean[] LOWER = of(LOWERS);
        static final boolean[] LETTER = of(LOWERS + UPPERS);
        static final boolean[] LETTER_OR_DIGIT = of(LOWERS + UPPERS + DIGITS);
        static final boolean[] LOWER_OR_DIGIT = of(LOWERS + DIGITS);
        static final boolean[] IN_IDENTIFIER = of(LOWERS + DIGITS + "_-.");
        static final boolean[] IN_KEY_ID = of(LOWERS + DIGITS + "_-");
        static final boolean[] IN_ROLE = of(LOWERS + DIGITS + "-");
        static final boolean[] IN_STATUS = of(LOWERS + DIGITS + "_");
        static final boolean[] IN_ARTEFACT = of(LOWERS + UPPERS + DIGITS + "_./-");
        static final boolean[] IN_FLAG = of(LOWERS + UPPERS + DIGITS + "_.");
        static final boolean[] BASE64 = of(LOWERS + UPPERS + DIGITS + "+/");
        static final boolean[] BASE64_URL = of(LOWERS + UPPERS + DIGITS + "_-");

        private Chars() {}

        private static boolean[] of(String characters) {
            boolean[] set = new boolean[128];
            characters.chars().forEach(c -> set[c] = true);
            return set;
        }
    }
}
