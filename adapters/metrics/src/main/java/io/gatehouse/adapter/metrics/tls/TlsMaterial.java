package io.gatehouse.adapter.metrics.tls;

import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * What an endpoint shows, and whom it lets in: judged once, before it listens.
 *
 * <p>TLS 1.3 alone. A certificate that expires while the endpoint runs is refused by its clients; a
 * new one is taken at the next start. Thread-safe.
 */
public final class TlsMaterial {

    private static final String[] PROTOCOLS = {"TLSv1.3"};
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";

    private final SSLContext context;
    private final InetAddress listen;
    private final boolean demandsClients;

    /** The material, or everything that is wrong with it. */
    public sealed interface Reading {
        record Read(TlsMaterial material) implements Reading {}

        record Refused(List<Finding> findings) implements Reading {
            public Refused {
                findings = List.copyOf(findings);
            }
        }
    }

    private TlsMaterial(SSLContext context, InetAddress listen, boolean demandsClients) {
        this.context = context;
        this.listen = listen;
        this.demandsClients = demandsClients;
    }

    /** Reads the files, and no others. */
    public static Reading read(TlsSettings settings, Instant now) {
        List<Finding> findings = new ArrayList<>();
        PemFiles files = new PemFiles(findings);
        List<X509Certificate> chain = files.certificates(settings.certificate());
        Optional<PrivateKey> key =
                chain.isEmpty()
                        ? Optional.empty()
                        : files.key(
                                settings.privateKey(), chain.get(0).getPublicKey().getAlgorithm());
        if (key.isPresent()) {
            judgeServer(settings.certificate(), chain, now, findings);
            if (!fits(key.get(), chain.get(0))) {
                findings.add(
                        TlsCode.KEY_MISMATCH.at(
                                PemFiles.name(settings.privateKey()),
                                "the key of " + PemFiles.name(settings.certificate()),
                                "another key"));
            }
        }
        List<X509Certificate> authorities =
                settings.clientAuthority().map(files::certificates).orElse(List.of());
        settings.clientAuthority().ifPresent(f -> judgeAuthority(f, authorities, now, findings));
        if (!findings.isEmpty()) {
            return new Reading.Refused(findings);
        }
        try {
            return new Reading.Read(
                    new TlsMaterial(
                            context(chain, key.orElseThrow(), authorities),
                            settings.listen(),
                            settings.clientAuthority().isPresent()));
        } catch (GeneralSecurityException | IOException e) {
            return new Reading.Refused(
                    List.of(
                            TlsCode.FILE_MALFORMED.at(
                                    PemFiles.name(settings.certificate()),
                                    "certificates that TLS can use",
                                    e.getClass().getSimpleName())));
        }
    }

    private static void judgeServer(
            Path file, List<X509Certificate> chain, Instant now, List<Finding> findings) {
        String name = PemFiles.name(file);
        for (int i = 0; i < chain.size(); i++) {
            judgeTime(name, chain.get(i), now, findings);
            if (i > 0 && !isSignedBy(chain.get(i - 1), chain.get(i))) {
                findings.add(TlsCode.CHAIN_BROKEN.at(name, "each signed by the next", "another"));
            }
        }
        try {
            List<String> purposes = chain.get(0).getExtendedKeyUsage();
            boolean forServers = purposes == null || purposes.contains(SERVER);
            if (!forServers || chain.get(0).getBasicConstraints() >= 0) {
                findings.add(TlsCode.WRONG_PURPOSE.at(name, "a server's certificate", "another"));
            }
        } catch (CertificateParsingException e) {
            findings.add(TlsCode.FILE_MALFORMED.at(name, "a purpose that can be read", "another"));
        }
    }

    private static void judgeAuthority(
            Path file, List<X509Certificate> authorities, Instant now, List<Finding> findings) {
        for (X509Certificate authority : authorities) {
            judgeTime(PemFiles.name(file), authority, now, findings);
            if (authority.getBasicConstraints() < 0) {
                // A leaf as trust anchor would let its holder in, whatever its purpose was.
                findings.add(
                        TlsCode.WRONG_PURPOSE.at(PemFiles.name(file), "an authority", "a leaf"));
            }
        }
    }

    private static void judgeTime(
            String name, X509Certificate certificate, Instant now, List<Finding> findings) {
        Instant until = certificate.getNotAfter().toInstant();
        Instant from = certificate.getNotBefore().toInstant();
        if (now.isAfter(until)) {
            findings.add(TlsCode.EXPIRED.at(name, "valid at " + now, "until " + until));
        } else if (now.isBefore(from)) {
            findings.add(TlsCode.NOT_YET_VALID.at(name, "valid at " + now, "from " + from));
        }
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** By a signature: the only proof that holds for every algorithm. */
    private static boolean fits(PrivateKey key, X509Certificate certificate) {
        try {
            String name =
                    switch (key.getAlgorithm()) {
                        case "EC" -> "SHA384withECDSA";
                        case "RSA" -> "SHA384withRSA";
                        default -> key.getAlgorithm();
                    };
            byte[] text = {1, 2, 3};
            Signature signature = Signature.getInstance(name);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static SSLContext context(
            List<X509Certificate> chain, PrivateKey key, List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        char[] none = new char[0];
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, none);
        own.setKeyEntry("endpoint", key, none, chain.toArray(new X509Certificate[0]));
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, none);
        // Never the authorities of the machine: with none of our own, no client is trusted.
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, none);
        for (int i = 0; i < authorities.size(); i++) {
            trusted.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(
                keys.getKeyManagers(),
                authorities.isEmpty()
                        ? new javax.net.ssl.TrustManager[0]
                        : trust.getTrustManagers(),
                null);
        return context;
    }

    /** What a handshake is made with. */
    public SSLContext context() {
        return context;
    }

    /** What a handshake demands. */
    public SSLParameters parameters() {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setNeedClientAuth(demandsClients);
        return parameters;
    }

    /** The address that is bound. */
    public InetAddress listen() {
        return listen;
    }

    /** Whether who asks has shown a certificate of the authority. */
    public boolean demandsClients() {
        return demandsClients;
    }
}
