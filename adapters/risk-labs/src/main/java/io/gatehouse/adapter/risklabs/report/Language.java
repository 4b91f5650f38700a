package io.gatehouse.adapter.risklabs.report;

import java.util.Locale;

/** The languages of the PDF. */
public enum Language {
    EN,
    PL;

    /** As RFC 5646 names it. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
