package io.gatehouse.adapter.risklabs.market;

/** Carries a refusal from deep inside a reader to its edge, where it becomes a result. */
final class DataFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient DataFinding finding;

    DataFault(DataFinding finding) {
        super(finding.finding().code() + ": " + finding.finding().subject(), null, false, false);
        this.finding = finding;
    }

    DataFault(DataCode code, String subject, String expected, String observed) {
        this(code.on(subject, expected, observed));
    }

    DataFinding finding() {
        return finding;
    }
}
