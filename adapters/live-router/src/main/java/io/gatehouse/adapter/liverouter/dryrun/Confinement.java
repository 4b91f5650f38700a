package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.adapter.liverouter.venue.xchange.Egress;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Shows that the run has no credentials and no way out. */
final class Confinement {

    /** An address for documentation (RFC 5737): nobody answers there, and nobody is asked. */
    private static final URI OUTSIDE = URI.create("https://192.0.2.1:443");

    private static final URI NEIGHBOUR = URI.create("http://127.0.0.2:9");

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(key|secret|token|passw|credential|private).*");

    private final Egress egress;
    private final Set<String> environment;

    /**
     * @param environment names of the process's variables
     */
    Confinement(Egress egress, Set<String> environment) {
        this.egress = egress;
        this.environment = Set.copyOf(environment);
    }

    List<DryRunCheck> run() {
        List<DryRunCheck> checks = new ArrayList<>();
        for (URI address : List.of(OUTSIDE, NEIGHBOUR)) {
            String subject = address.getHost() + ":" + address.getPort();
            checks.add(egress("egress", subject, refusedByPolicy(address)));
            checks.add(egress("egress-process", subject, refusedByProcess(address)));
        }
        List<String> present =
                environment.stream().filter(n -> SECRET.matcher(n).matches()).sorted().toList();
        checks.add(
                DryRunCheck.of(
                        present.isEmpty(),
                        "credentials",
                        DryRunCode.CREDENTIAL_PRESENT,
                        "environment",
                        "none",
                        String.join(", ", present)));
        return checks;
    }

    private static DryRunCheck egress(String name, String subject, boolean refused) {
        return DryRunCheck.of(
                refused, name, DryRunCode.EGRESS_OPEN, subject, "refused", "not refused");
    }

    private boolean refusedByPolicy(URI address) {
        try {
            egress.demand(address);
            return false;
        } catch (Egress.RefusedException e) {
            return true;
        }
    }

    /** A plain socket of the JDK, as any library might open one, must be stopped too. */
    private static boolean refusedByProcess(URI address) {
        if (!(ProxySelector.getDefault() instanceof LoopbackOnly)) {
            // not asked for real: without the selector the attempt would leave the machine
            return false;
        }
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            return !socket.isConnected();
        } catch (SecurityException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
