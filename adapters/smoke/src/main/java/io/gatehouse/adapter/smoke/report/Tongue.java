package io.gatehouse.adapter.smoke.report;

/** A language of the pages; Polish is the language of the runbooks and has the plain name. */
public enum Tongue {
    PL(".md"),
    EN(".en.md");

    private final String ending;

    Tongue(String ending) {
        this.ending = ending;
    }

    /** End of a page's file name. */
    public String ending() {
        return ending;
    }

    String of(String polish, String english) {
        return this == PL ? polish : english;
    }
}
