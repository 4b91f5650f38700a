package io.gatehouse.adapter.licensing.licence;

import java.util.Locale;

/** Why a request cannot be read; codes of rule {@code licence-request}. */
public enum RequestCode {
    FEATURES,
    MALFORMED,
    MODE,
    NAME_TWICE,
    OTHER_KIND,
    PLAIN_FINGERPRINT,
    PROFILE,
    REQUESTER,
    SEATS,
    SECRET_IN_REQUEST,
    TOO_LARGE,
    UNKNOWN_NAME,
    VALID_DAYS;

    /** The stable code: {@code valid-days}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
