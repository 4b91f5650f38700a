package io.gatehouse.app.evidence;

import io.gatehouse.core.rule.Finding;

/** A file cannot be evidence, for a reason that its finding names. */
public final class EvidenceRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    EvidenceRefused(String code, String path, String expected, String observed, String remedy) {
        super(path + ": " + observed, null, false, false);
        this.finding = Finding.of("engine-evidence", code, path, expected, observed, remedy);
    }

    public Finding finding() {
        return finding;
    }
}
