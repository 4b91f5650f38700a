package io.gatehouse.definitions.rule;

import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a certificate of a TLS bundle must be in itself: strong enough, within its time, and made
 * for its part and no other (RFC 5280, sections 4.2.1.3, 4.2.1.6, 4.2.1.9 and 4.2.1.12).
 */
final class CertificateProfile {

    /** Bits of security of at least 112 (NIST SP 800-57 part 1, table 2). */
    private static final int RSA_BITS = 2_048;

    private static final int EC_BITS = 256;
    private static final Pattern SIGNATURES =
            Pattern.compile("SHA(?:3-)?(?:256|384|512)with(?:RSA|ECDSA)|Ed25519|Ed448|EdDSA");
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int CERTIFICATE_SIGN = 5;

    private final Inspection inspection;
    private final Reading given;

    CertificateProfile(Inspection inspection, Reading given) {
        this.inspection = inspection;
        this.given = given;
    }

    void judge(TlsPart part, PemCertificate file) {
        strength(file);
        time(file);
        try {
            usage(part, file);
        } catch (CertificateParsingException e) {
            inspection.malformed(
                    file.path(), "extensions that can be read", e.getClass().getSimpleName());
        }
    }

    private void strength(PemCertificate file) {
        PublicKey key = file.certificate().getPublicKey();
        int bits = 0;
        boolean strong = key instanceof EdECPublicKey;
        if (key instanceof RSAPublicKey rsa) {
            bits = rsa.getModulus().bitLength();
            strong = bits >= RSA_BITS && rsa.getPublicExponent().bitLength() > 16;
        } else if (key instanceof ECPublicKey curve) {
            bits = curve.getParams().getOrder().bitLength();
            strong = bits >= EC_BITS;
        }
        if (!strong) {
            refuse(
                    "weak-key",
                    file,
                    "RSA of at least " + RSA_BITS + " bits, EC of " + EC_BITS + ", or EdDSA",
                    key.getAlgorithm() + " of " + bits + " bits");
        }
        String signature = file.certificate().getSigAlgName();
        if (!SIGNATURES.matcher(signature).matches()) {
            refuse("weak-signature", file, "SHA-256 or better, or EdDSA", signature);
        }
    }

    private void time(PemCertificate file) {
        Instant now = inspection.context().asOf();
        Instant from = file.certificate().getNotBefore().toInstant();
        Instant to = file.certificate().getNotAfter().toInstant();
        Instant needed = now.plus(given.duration("min-remaining").orElse(Duration.ZERO));
        if (now.isBefore(from)) {
            inspection.fail(
                    "not-yet-valid",
                    file.path(),
                    "valid at " + now,
                    "valid from " + from,
                    "mend the clock");
        }
        if (!needed.isBefore(to)) {
            refuse("expires", file, "valid beyond " + needed, "valid to " + to);
        }
        Optional<Duration> longest = given.duration("max-validity");
        Duration validity = Duration.between(from, to);
        if (longest.filter(l -> validity.compareTo(l) > 0).isPresent()) {
            // a certificate that outlives its rotation works for whoever kept the old key
            refuse(
                    "valid-too-long",
                    file,
                    "valid for at most " + longest.get().toDays() + " days",
                    validity.toDays() + " days");
        }
    }

    private void usage(TlsPart part, PemCertificate file) throws CertificateParsingException {
        X509Certificate certificate = file.certificate();
        boolean[] usage = certificate.getKeyUsage();
        boolean authority = certificate.getBasicConstraints() >= 0;
        boolean signs = usage != null && usage[CERTIFICATE_SIGN];
        if (part == TlsPart.CA) {
            if (!authority || !signs) {
                refuse(
                        "not-an-authority",
                        file,
                        "CA:true and key usage keyCertSign",
                        "CA:" + authority + ", keyCertSign:" + signs);
            }
            return;
        }
        if (authority || signs) {
            // its holder could issue certificates that the others believe
            refuse("leaf-is-authority", file, "no authority", "CA:" + authority);
        }
        if (usage == null || !usage[DIGITAL_SIGNATURE]) {
            refuse("purpose-missing", file, "key usage digitalSignature", "without it");
        }
        List<String> purposes = certificate.getExtendedKeyUsage();
        if (purposes == null || !purposes.contains(part.purpose())) {
            refuse(
                    "purpose-missing",
                    file,
                    "extended key usage " + part.purposeName(),
                    purposes == null ? "none" : purposes.toString());
        } else if (!Set.copyOf(purposes).equals(Set.of(part.purpose()))) {
            // one stolen leaf would then speak for both sides of the connection
            refuse(
                    "purpose-excess",
                    file,
                    "extended key usage " + part.purposeName() + " and no other",
                    purposes.toString());
        }
        if (part == TlsPart.SERVER && names(certificate).isEmpty()) {
            refuse("no-alternative-name", file, "a DNS name or an IP address", "none");
        }
    }

    /** DNS names and addresses of the subject, in lower case. */
    static List<String> names(X509Certificate certificate) throws CertificateParsingException {
        List<String> names = new ArrayList<>();
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        if (all != null) {
            for (List<?> one : all) {
                boolean host = Integer.valueOf(2).equals(one.get(0));
                boolean address = Integer.valueOf(7).equals(one.get(0));
                if ((host || address) && one.get(1) instanceof String text) {
                    names.add(text.toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    private void refuse(String code, PemCertificate file, String expected, String observed) {
        inspection.fail(code, file.path(), expected, observed, MtlsBundle.REMEDY);
    }
}
