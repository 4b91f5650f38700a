package io.gatehouse.core.definition;

/** A text for people in both languages of the users. */
public record Bilingual(String pl, String en) {

    public Bilingual {
        if (pl.isBlank() || en.isBlank()) {
            throw new IllegalArgumentException("a title needs a Polish and an English text");
        }
    }

    /** The Polish text for {@code pl}, the English one for every other language. */
    public String in(String language) {
        return "pl".equals(language) ? pl : en;
    }
}
