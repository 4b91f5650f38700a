package io.gatehouse.app.history;

import io.gatehouse.audit.key.KeyFault;
import io.gatehouse.core.rule.Finding;
import java.util.Locale;

/** Faults of keys as findings; a fault never holds key material. */
public final class KeyFindings {

    private KeyFindings() {}

    public static Finding of(KeyFault fault) {
        return Finding.of(
                "engine-key",
                fault.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                fault.subject(),
                "a key that can be used",
                fault.message(),
                "see 'gatehouse key list' and the file's place and mode");
    }
}
