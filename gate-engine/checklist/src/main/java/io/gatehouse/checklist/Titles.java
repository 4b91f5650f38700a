package io.gatehouse.checklist;

import java.util.Locale;
import java.util.regex.Pattern;

/** Titles of sections and columns, for comparing. */
final class Titles {

    private static final Pattern MARKS = Pattern.compile("[*_#„”“\"'’]");

    private Titles() {}

    /** Without quotes, marks of emphasis and case. */
    static String plain(String title) {
        return MARKS.matcher(title).replaceAll("").strip().toLowerCase(Locale.ROOT);
    }
}
