package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import java.util.List;

/** What a rule answered. */
final class RuleAssert {

    private final RuleResult result;

    private RuleAssert(RuleResult result) {
        this.result = result;
    }

    static RuleAssert that(RuleResult result) {
        return new RuleAssert(result);
    }

    void passes() {
        assertThat(result.verdict()).as("%s", result.findings()).isEqualTo(Verdict.PASS);
    }

    /** ERROR, whatever else was found besides. */
    void refusesWithError() {
        assertThat(result.verdict()).isEqualTo(Verdict.ERROR);
    }

    @Override
    public String toString() {
        return result.toString();
    }

    List<String> codes() {
        return Bench.codes(result);
    }

    /** FAIL, not to be settled by a person's act alone. */
    Finding failsWith(String... codes) {
        return refuses(Verdict.FAIL, false, codes);
    }

    /** FAIL that a person's act settles. */
    Finding waitsWith(String... codes) {
        return refuses(Verdict.FAIL, true, codes);
    }

    Finding errsWith(String... codes) {
        return refuses(Verdict.ERROR, false, codes);
    }

    private Finding refuses(Verdict verdict, boolean pending, String... codes) {
        assertThat(result.findings()).extracting(Finding::code).containsExactly(codes);
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.isPending()).isEqualTo(pending);
        for (Finding finding : result.findings()) {
            assertThat(finding.rule()).isEqualTo(result.rule());
            assertThat(finding.clause()).isEqualTo("RB-9.9");
            assertThat(finding.subject()).isNotBlank();
            assertThat(finding.expected()).isNotBlank();
            assertThat(finding.observed()).isNotBlank();
            assertThat(finding.remedy()).isNotBlank();
        }
        return result.findings().get(0);
    }
}
