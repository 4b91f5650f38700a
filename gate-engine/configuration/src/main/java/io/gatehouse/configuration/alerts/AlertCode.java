package io.gatehouse.configuration.alerts;

import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.FindingCode;

/** What can be wrong with alert rules; each a finding of the rule {@code alerts-cover}. */
public enum AlertCode implements FindingCode {
    FILE_UNREADABLE("mend the file; Prometheus would refuse it too"),
    KEY_UNKNOWN("remove the key or correct its spelling"),
    KEY_TWICE("keep one of the two"),
    WRONG_KIND("write the kind of value that is expected there"),
    NO_ALERT("configure an alert for every cause"),
    ALERT_NAME_MISSING("give the alert a name of letters, digits and underscores"),
    ALERT_TWICE("give each alert a name of its own"),
    EXPRESSION_MISSING("write an expression"),
    EXPRESSION_NOT_UNDERSTOOD("write it with the documented part of PromQL"),
    FOR_MISSING("write how long it must hold; 0s for at once"),
    FOR_MALFORMED("write a duration such as 30s or 2m"),
    FOR_TOO_LONG("let it hold for 15 minutes at most"),
    SEVERITY_MISSING("label it with severity: info, warning or critical"),
    METRIC_UNKNOWN("name a metric that the live router exports"),
    BUCKET_WITHOUT_HISTOGRAM("name the buckets of a histogram that is exported"),
    LABEL_UNKNOWN("name a label that the metric has"),
    LABEL_VALUE_UNKNOWN("name a value that the label can have"),
    RATE_OVER_GAUGE("compare the gauge itself"),
    RANGE_TOO_SHORT("let the range cover at least two scrapes"),
    QUANTILE_WITHOUT_LE("give histogram_quantile buckets and keep le when summing"),
    QUANTILE_OUT_OF_RANGE("write a quantile from 0 to 1"),
    NO_THRESHOLD("compare with a threshold: without one it fires while the series exists"),
    THRESHOLD_NEVER_REACHED("set a threshold that the value can cross"),
    THRESHOLD_ALWAYS_REACHED("set a threshold that a healthy value does not cross"),
    CAUSE_NOT_COVERED("add an alert that watches one of these metrics whole");

    /** The rule that these findings are of. */
    public static final String RULE = "alerts-cover";

    private final String remedy;

    AlertCode(String remedy) {
        this.remedy = remedy;
    }

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public String remedy() {
        return remedy;
    }

    @Override
    public Finding at(String subject, String expected, String observed) {
        return FindingCode.super.at(subject, expected, observed.isBlank() ? "none" : observed);
    }
}
