package io.gatehouse.app.acceptance;

import java.util.Locale;

/** What an acceptance consists of, in the order in which it is done (plan, section 1). */
public enum AcceptancePart {
    BUNDLE,
    TRIAL_INSTALL,
    FINGERPRINT,
    LICENCE,
    LABS,
    MTLS,
    DECISION_LOG,
    ROTATION;

    /** The name in reports. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
