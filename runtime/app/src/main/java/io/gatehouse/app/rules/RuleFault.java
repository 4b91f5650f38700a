package io.gatehouse.app.rules;

import io.gatehouse.core.rule.Finding;
import java.util.List;

/** Files of rules that cannot be proposed for adoption; every fault is named. */
public final class RuleFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    RuleFault(List<Finding> findings) {
        super("the files of rules have " + findings.size() + " fault(s)", null, false, false);
        this.findings = List.copyOf(findings);
    }

    static RuleFault of(String file, String expected, String observed) {
        return new RuleFault(List.of(finding(file, expected, observed)));
    }

    static Finding finding(String file, String expected, String observed) {
        return Finding.of(
                "engine-rules", "file", file, expected, observed, "mend the file and try again");
    }

    public List<Finding> findings() {
        return findings;
    }
}
