package io.gatehouse.embedded.router;

import io.gatehouse.adapter.metrics.tls.TlsMaterial;
import io.gatehouse.adapter.metrics.tls.TlsSettings;
import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Member;
import io.gatehouse.configuration.ConfigNode.Scalar;
import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads how metrics are served from {@code execution.live.metrics} or {@code
 * execution.paper.metrics}; without the section they are on loopback and in plain.
 *
 * <p>{@code certificate} and {@code private_key}, PEM files of the workspace; {@code client_ca},
 * the authority whose clients are let in; {@code listen}, an IPv4 address, 127.0.0.1 when absent
 * and another one only with {@code client_ca}. No key stands in the configuration, in an argument
 * or in a variable.
 */
final class MetricsTlsReader {

    private static final Set<String> KEYS =
            Set.of("listen", "certificate", "private_key", "client_ca");
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String ADDRESS = BYTE + "(\\." + BYTE + "){3}";

    private final String place;
    private final Mapping section;
    private final Path root;
    private final List<Finding> findings;

    private MetricsTlsReader(String place, Mapping section, Path root, List<Finding> findings) {
        this.place = place;
        this.section = section;
        this.root = root;
        this.findings = findings;
    }

    /**
     * The material; empty without a section, and with a finding for every fault.
     *
     * @param root below which the files are
     */
    static Optional<TlsMaterial> read(
            RouterMode mode, byte[] configuration, Path root, Instant now, List<Finding> findings) {
        String place = "execution." + mode.section() + ".metrics";
        Optional<ConfigNode> node =
                ConfigTree.read(configuration) instanceof ConfigReading.Parsed parsed
                        ? parsed.root()
                                .find("execution")
                                .flatMap(n -> within(n, mode.section()))
                                .flatMap(n -> within(n, "metrics"))
                        : Optional.empty();
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (!(node.get() instanceof Mapping section)) {
            // Somebody wanted TLS: what is not understood is not served in plain.
            findings.add(RouterCode.METRICS_VALUE.at(place, "a mapping", node.get().kind()));
            return Optional.empty();
        }
        return new MetricsTlsReader(place, section, root, findings).material(now);
    }

    private static Optional<ConfigNode> within(ConfigNode node, String key) {
        return node instanceof Mapping mapping ? mapping.find(key) : Optional.empty();
    }

    private Optional<TlsMaterial> material(Instant now) {
        int before = findings.size();
        for (Member member : section.members()) {
            if (!KEYS.contains(member.name()) || member.occurrence() > 1) {
                refuse(member.name(), "a documented key, once", "another");
            }
        }
        Optional<Path> certificate = file("certificate", true);
        Optional<Path> key = file("private_key", true);
        Optional<Path> clients = file("client_ca", false);
        Optional<InetAddress> listen = listen();
        if (listen.filter(a -> !a.isLoopbackAddress()).isPresent() && clients.isEmpty()) {
            refuse("client_ca", "an authority of clients, as it listens on a network", "none");
        }
        if (findings.size() > before) {
            return Optional.empty();
        }
        TlsMaterial.Reading reading =
                TlsMaterial.read(
                        new TlsSettings(
                                listen.orElseThrow(),
                                certificate.orElseThrow(),
                                key.orElseThrow(),
                                clients),
                        now);
        if (reading instanceof TlsMaterial.Reading.Refused refused) {
            findings.addAll(refused.findings());
            return Optional.empty();
        }
        return Optional.of(((TlsMaterial.Reading.Read) reading).material());
    }

    private Optional<InetAddress> listen() {
        Optional<String> written = section.find("listen").map(this::text);
        if (written.isEmpty()) {
            return Optional.of(InetAddress.getLoopbackAddress());
        }
        try {
            if (written.get().matches(ADDRESS)) {
                return Optional.of(InetAddress.getByName(written.get()));
            }
        } catch (IOException e) {
            // four bytes are asked of no name server
        }
        refuse("listen", "an IPv4 address", "another form");
        return Optional.empty();
    }

    private Optional<Path> file(String key, boolean required) {
        Optional<String> written = section.find(key).map(this::text);
        if (written.isEmpty()) {
            if (required) {
                refuse(key, "a file of the workspace", "nothing");
            }
            return Optional.empty();
        }
        if (!written.get().matches(PaperPlanReader.FILE)) {
            // What stands there may be the key itself: it is not repeated.
            refuse(key, "a file of the workspace", "another form");
            return Optional.empty();
        }
        return Optional.of(root.resolve(written.get()));
    }

    private String text(ConfigNode node) {
        return node instanceof Scalar scalar ? scalar.text() : "";
    }

    private void refuse(String key, String expected, String observed) {
        findings.add(RouterCode.METRICS_VALUE.at(place + "." + key, expected, observed));
    }
}
