package io.gatehouse.adapter.risklabs.report;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.regex.Pattern;

/**
 * The report's sentences and figures in one language.
 *
 * <p>Figures are formed here and not by the runtime's locale data, which change between releases.
 * Immutable and thread-safe.
 */
final class Words {

    /** How a note without a detail would end. */
    private static final String NO_DETAIL = " (-)";

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+\\.[0-9]+");

    /** Before the day of a recorded window. */
    private static final String REPLAY = "replay-";

    private static final char NO_BREAK_SPACE = '\u00a0';

    private final Language language;
    private final ResourceBundle bundle;

    Words(Language language) {
        this.language = language;
        String file = "lab-report_" + language.tag() + ".properties";
        try (Reader reader =
                new InputStreamReader(
                        Words.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            bundle = new PropertyResourceBundle(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Language language() {
        return language;
    }

    /** The sentence with its arguments in the places {@code {0}}, {@code {1}}, ... */
    String text(String key, Object... arguments) {
        String pattern = bundle.getString(key);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            int number = i + 2 < pattern.length() ? pattern.charAt(i + 1) - '0' : -1;
            boolean place =
                    pattern.charAt(i) == '{'
                            && number >= 0
                            && number < arguments.length
                            && pattern.charAt(i + 2) == '}';
            text.append(place ? arguments[number] : pattern.charAt(i));
            i += place ? 2 : 0;
        }
        return text.toString();
    }

    boolean has(String key) {
        try {
            bundle.getString(key);
            return true;
        } catch (MissingResourceException e) {
            return false;
        }
    }

    /** The name of a coded thing; its code with blanks where the language has none. */
    String name(String kind, String code) {
        String key = kind + "." + code;
        int point = code.indexOf('.');
        if (has(key)) {
            return text(key);
        }
        // such as a cost of one instrument: the thing has a name, the instrument is one
        return point > 0 && has(kind + "." + code.substring(0, point))
                ? text(kind + "." + code.substring(0, point))
                        + " "
                        + code.substring(point + 1).replace('_', ' ')
                : code.replace('_', ' ');
    }

    /** A symbol, a day or a level as it is; a variant of a test in words, part by part. */
    String subject(String subject) {
        String key = "subject." + subject;
        if (has(key)) {
            return text(key);
        }
        int point = subject.indexOf('.');
        if (point < 0) {
            return subject.startsWith(REPLAY)
                    ? text("subject.replay", subject.substring(REPLAY.length()))
                    : subject;
        }
        String first = subject.substring(0, point);
        String rest = subject.substring(point + 1);
        String words = subject(first) + ", " + subject(rest);
        return words.equals(first + ", " + rest) ? subject : words;
    }

    /** The note in this language, or in its own words. */
    String note(Note note) {
        String key = "note." + note.code();
        return has(key)
                ? text(key, note.arguments().stream().map(this::detail).toArray())
                        .replace(NO_DETAIL, "")
                : note.text();
    }

    /** What the laboratory assumes, in this language; a number as it is written in it. */
    private String detail(String argument) {
        String key = "assumed." + argument.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        if (has(key)) {
            return text(key);
        }
        return language == Language.PL && DECIMAL.matcher(argument).matches()
                ? argument.replace('.', ',')
                : subject(argument);
    }

    /** A number with the right form of its noun: {@code key.one}, {@code .few} or {@code .many}. */
    String plural(String key, long count) {
        long tens = count % 100;
        long ones = count % 10;
        boolean few = ones >= 2 && ones <= 4 && (tens < 12 || tens > 14);
        String form = count == 1 ? "one" : language == Language.PL && few ? "few" : "many";
        return text(key + "." + form, count(count));
    }

    String percent(double value) {
        return percent(value, 2);
    }

    String percent(double value, int decimals) {
        String sign = language == Language.PL ? NO_BREAK_SPACE + "%" : "%";
        return plain(new BigDecimal(value).movePointRight(2), decimals) + sign;
    }

    /** A confidence level: 99 %, 97.5 %. */
    String level(double value) {
        return percent(value, Math.abs(value * 100 - Math.rint(value * 100)) < 1e-9 ? 0 : 1);
    }

    /** With so many decimals, and groups of three digits. */
    String number(double value, int decimals) {
        return plain(new BigDecimal(value), decimals);
    }

    String count(long value) {
        return plain(BigDecimal.valueOf(value), 0);
    }

    /** As short as three significant digits allow; for p-values, also "under 0.0001". */
    String probability(double value) {
        return value > 0 && value < 0.0001 ? "< " + number(0.0001, 4) : number(value, 4);
    }

    /** A figure with its unit. */
    String value(Unit unit, double value) {
        return switch (unit) {
            case FRACTION -> percent(value);
            case MULTIPLE -> number(value, 2) + NO_BREAK_SPACE + "\u00d7";
            case COUNT -> number(value, value == Math.rint(value) ? 0 : 2);
            case MONEY -> number(value, Math.abs(value) < 1_000_000 ? 2 : 0);
            case ATR -> number(value, 2) + NO_BREAK_SPACE + "ATR";
            case DAYS -> number(value, 1) + NO_BREAK_SPACE + text("unit.days");
            case MILLISECONDS -> number(value, 1) + NO_BREAK_SPACE + "ms";
            case BASIS_POINTS -> number(value, 1) + NO_BREAK_SPACE + text("unit.basis-points");
            case NUMBER -> number(value, 4);
        };
    }

    private String bare(Unit unit, double value) {
        return unit == Unit.FRACTION
                ? plain(new BigDecimal(value).movePointRight(2), 2)
                : value(unit, value);
    }

    /** The figure and, below it, its interval. */
    String estimate(Unit unit, Estimate estimate) {
        String value = value(unit, estimate.value());
        return estimate.interval()
                .map(
                        i ->
                                value
                                        + "\n["
                                        + bare(unit, i.low())
                                        + " \u2013 "
                                        + bare(unit, i.high())
                                        + "]")
                .orElse(value);
    }

    private String plain(BigDecimal value, int decimals) {
        BigDecimal rounded = value.setScale(decimals, RoundingMode.HALF_EVEN);
        String digits = rounded.abs().toPlainString();
        int point = decimals == 0 ? digits.length() : digits.indexOf('.');
        StringBuilder text = new StringBuilder(rounded.signum() < 0 ? "\u2212" : "");
        for (int i = 0; i < point; i++) {
            boolean border = i > 0 && (point - i) % 3 == 0;
            // Polish groups digits from ten thousand on
            if (border && language == Language.EN) {
                text.append(',');
            } else if (border && point > 4) {
                text.append(NO_BREAK_SPACE);
            }
            text.append(digits.charAt(i));
        }
        if (decimals > 0) {
            text.append(language == Language.PL ? ',' : '.').append(digits.substring(point + 1));
        }
        return text.toString();
    }
}
