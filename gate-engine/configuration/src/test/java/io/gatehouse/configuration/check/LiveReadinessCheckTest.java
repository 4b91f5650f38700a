package io.gatehouse.configuration.check;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveReadinessCheckTest {

    private static final ConfigCheck CHECK = new LiveReadinessCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
                live_readiness:
                  signed: true
                  signed_by: [compliance]
                  signature_path: s
                  documents:
                    - {name: kyc, path: kyc.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [compliance]}
                    - {name: limits, path: limits.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [risk]}
                    - {name: pentest, path: pentest.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [security]}
            """)
                .findsNothing();
    }

    @Test
    void shouldFindMissing() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
            """)
                .finds(LiveReadinessCheck.MISSING, "environments.a", 3);
    }

    @Test
    void shouldFindUnsigned() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
                live_readiness:
                  signed_by: [compliance]
                  signature_path: s
                  documents:
                    - {name: kyc, path: kyc.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [compliance]}
                    - {name: limits, path: limits.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [risk]}
                    - {name: pentest, path: pentest.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [security]}
            """)
                .finds(LiveReadinessCheck.UNSIGNED, "environments.a.live_readiness", 9);
    }

    @Test
    void shouldFindUnsignedInAnotherForm() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
                live_readiness:
                  signed: true
                  signed_by: [compliance]
                  signature_path: s
                  documents:
                    - {name: kyc, path: kyc.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed_by: [compliance]}
                    - {name: limits, path: limits.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [risk]}
                    - {name: pentest, path: pentest.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [security]}
            """)
                .finds(
                        LiveReadinessCheck.UNSIGNED,
                        "environments.a.live_readiness.documents[0]",
                        13);
    }

    @Test
    void shouldFindRequired() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
                live_readiness:
                  signed: true
                  signed_by: [compliance]
                  signature_path: s
                  required_documents: [extra]
                  documents:
                    - {name: kyc, path: kyc.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [compliance]}
                    - {name: limits, path: limits.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [risk]}
                    - {name: pentest, path: pentest.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [security]}
            """)
                .finds(
                        LiveReadinessCheck.REQUIRED,
                        "environments.a.live_readiness.required_documents[0]",
                        12);
    }

    @Test
    void shouldFindCategory() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
                live_readiness:
                  signed: true
                  signed_by: [compliance]
                  signature_path: s
                  documents:
                    - {name: kyc, path: kyc.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [compliance]}
                    - {name: limits, path: limits.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [risk]}
            """)
                .finds(LiveReadinessCheck.CATEGORY, "environments.a.live_readiness", 9);
    }

    @Test
    void shouldFindDigest() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
                live_readiness:
                  signed: true
                  signed_by: [compliance]
                  signature_path: s
                  documents:
                    - {name: kyc, path: kyc.txt, sha256: TODO, signature_path: s, signed: true, signed_by: [compliance]}
                    - {name: limits, path: limits.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [risk]}
                    - {name: pentest, path: pentest.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [security]}
            """)
                .finds(LiveReadinessCheck.DIGEST, "environments.a.live_readiness.documents[0]", 13);
    }

    @Test
    void shouldFindFile() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
                live_readiness:
                  signed: true
                  signed_by: [compliance]
                  signature_path: s
                  documents:
                    - {name: kyc, path: kyc.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [compliance]}
                    - {name: limits, path: limits.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [risk]}
                    - {name: pentest, path: pentest.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [security]}
            """)
                .with(Map.of("kyc.txt", "text", "limits.txt", "text"))
                .finds(
                        LiveReadinessCheck.FILE,
                        "environments.a.live_readiness.documents[2].path",
                        15);
    }

    @Test
    void shouldFindDiffers() {
        Probe.of(
                        CHECK,
                        """
            environments:
              a:
                exchange: x
                environment: live
                keychain_key: k
                data_cache_path: d
                risk_profile: r
                live_readiness:
                  signed: true
                  signed_by: [compliance]
                  signature_path: s
                  documents:
                    - {name: kyc, path: kyc.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [compliance]}
                    - {name: limits, path: limits.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [risk]}
                    - {name: pentest, path: pentest.txt, sha256: 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1, signature_path: s, signed: true, signed_by: [security]}
            """)
                .with(Map.of("kyc.txt", "other", "limits.txt", "text", "pentest.txt", "text"))
                .finds(
                        LiveReadinessCheck.DIFFERS,
                        "environments.a.live_readiness.documents[0].path",
                        13);
    }
}
