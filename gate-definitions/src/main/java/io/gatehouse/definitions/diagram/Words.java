package io.gatehouse.definitions.diagram;

import io.gatehouse.core.definition.Role;

/** The words around the data of a gate, in one language. */
record Words(
        String language,
        String responsible,
        String action,
        String artefacts,
        String acceptance,
        String approvals,
        String entry,
        String flag,
        String lease,
        String activates,
        String byPerson,
        String secret,
        String or,
        String movesNothing,
        String stopped) {

    private static final Words PL =
            new Words(
                    "pl",
                    "Odpowiedzialny",
                    "Działanie",
                    "Artefakty",
                    "Akceptacja",
                    "Zatwierdzenia",
                    "Wpis",
                    "Flaga",
                    "Dzierżawa",
                    "Uruchamia",
                    "osoba dołącza dowody",
                    "klucz, tylko skrót",
                    "lub",
                    "nie zmienia środowiska",
                    "Z każdego stanu powyżej: odmowa compliance, wycofanie, upływ czasu, zatrzymanie.");

    private static final Words EN =
            new Words(
                    "en",
                    "Responsible",
                    "Action",
                    "Artefacts",
                    "Acceptance",
                    "Approvals",
                    "Entry",
                    "Flag",
                    "Lease",
                    "Activates",
                    "a person attaches evidence",
                    "key, digest only",
                    "or",
                    "moves no environment",
                    "From every state above: refused by compliance, withdrawn, expired, halted.");

    /** Polish for {@code pl}, English for every other language. */
    static Words in(String language) {
        return "pl".equals(language) ? PL : EN;
    }

    /** Roles keep their codes: they are what people type. */
    String role(Role role) {
        return role.code();
    }
}
