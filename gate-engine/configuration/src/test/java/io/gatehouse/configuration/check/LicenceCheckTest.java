package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class LicenceCheckTest {

    private static final ConfigCheck CHECK = new LicenceCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            license: {license_keys_path: a, fingerprint_keys_path: b, allowed_profiles: [live]}
            """)
                .findsNothing();
    }

    @Test
    void shouldFindKeys() {
        Probe.of(
                        CHECK,
                        """
            license: {license_keys_path: a}
            """)
                .finds(LicenceCheck.KEYS, "license", 1);
    }

    @Test
    void shouldFindProfile() {
        Probe.of(
                        CHECK,
                        """
            license: {license_keys_path: a, fingerprint_keys_path: b, allowed_profiles: [paper]}
            """)
                .with(ConfigProfile.LIVE)
                .finds(LicenceCheck.PROFILE, "license", 1);
    }
}
