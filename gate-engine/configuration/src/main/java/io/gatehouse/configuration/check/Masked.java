package io.gatehouse.configuration.check;

/** What stands in a finding where a secret stands in the file. */
final class Masked {

    static final String VALUE = "***";

    private Masked() {}
}
