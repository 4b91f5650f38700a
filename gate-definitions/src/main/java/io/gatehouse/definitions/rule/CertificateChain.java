package io.gatehouse.definitions.rule;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * Path validation of a leaf up to the bundle's authority (RFC 5280, section 6), at the time of the
 * decision. Revocation is not looked at: the existing tool makes no list of revoked certificates.
 */
final class CertificateChain {

    private static final Set<CertPathValidatorException.Reason> OF_TIME =
            Set.of(BasicReason.EXPIRED, BasicReason.NOT_YET_VALID);

    private CertificateChain() {}

    /** The authority vouches for itself with the key that it names. */
    static void judgeRoot(Inspection inspection, PemCertificate authority) {
        X509Certificate root = authority.certificate();
        try {
            if (!root.getSubjectX500Principal().equals(root.getIssuerX500Principal())) {
                broken(inspection, authority, "issued by another authority");
                return;
            }
            root.verify(root.getPublicKey());
        } catch (GeneralSecurityException | RuntimeException e) {
            broken(inspection, authority, "its own signature does not verify");
        }
    }

    static void judge(Inspection inspection, PemCertificate authority, PemCertificate leaf) {
        try {
            PKIXParameters parameters =
                    new PKIXParameters(Set.of(new TrustAnchor(authority.certificate(), null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(inspection.context().asOf()));
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509")
                                    .generateCertPath(List.of(leaf.certificate())),
                            parameters);
        } catch (CertPathValidatorException e) {
            // what is only about time has a finding of its own
            if (!OF_TIME.contains(e.getReason())) {
                broken(inspection, leaf, String.valueOf(e.getReason()));
            }
        } catch (GeneralSecurityException | RuntimeException e) {
            inspection.error(
                    "chain-undecided",
                    leaf.path(),
                    "a path that can be validated",
                    e.getClass().getSimpleName(),
                    MtlsBundle.REMEDY);
        }
    }

    private static void broken(Inspection inspection, PemCertificate file, String observed) {
        inspection.fail(
                "chain-broken",
                file.path(),
                "a path to the authority of the bundle (RFC 5280)",
                observed,
                "find out who exchanged the certificate, then generate the bundle again");
    }
}
