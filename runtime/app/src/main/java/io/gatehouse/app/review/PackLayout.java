package io.gatehouse.app.review;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The names of a pack's members. */
final class PackLayout {

    static final String JOURNAL = "journal";
    static final String LOGS = "decision_logs";
    static final String ARTEFACTS = "artefacts";
    static final String DEFINITIONS = "definitions";
    static final String PERMITS = "permits";
    static final String KEYS = "keys/keys.json";
    static final String PEOPLE = "people/people.json";
    static final String SCHEMA = "schemas/decision_log_v2.json";
    static final String README = "README.md";
    static final String README_PL = "README.pl.md";

    private static final Set<String> FOLDERS =
            Set.of(JOURNAL, LOGS, ARTEFACTS, DEFINITIONS, PERMITS);
    private static final Set<String> FILES = Set.of(KEYS, PEOPLE, SCHEMA, README, README_PL);

    private PackLayout() {}

    /** Whether packs have members of such a name; what stands in them others check. */
    static boolean isMember(String name) {
        int slash = name.indexOf('/');
        return FILES.contains(name)
                || (slash > 0
                        && FOLDERS.contains(name.substring(0, slash))
                        && name.indexOf('/', slash + 1) < 0
                        && (!name.startsWith(LOGS + "/")
                                || name.matches(LOGS + "/[a-z][a-z0-9_-]*\\.jsonl(\\.head)?")));
    }

    static String artefact(Digest sha384) {
        return ARTEFACTS + "/" + sha384.hex();
    }

    static String definition(String digest) {
        return DEFINITIONS + "/" + Digest.parse(digest).hex() + ".json";
    }

    static String permit(String id) {
        return PERMITS + "/" + id + ".json";
    }

    /** A document that is made from the journal: canonical, one line. */
    static byte[] document(JsonObject value) {
        return (CanonicalJson.text(value) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
