package io.gatehouse.embedded.router;

import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.strategy.Holder;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What a router's process is started with.
 *
 * @param root of the workspace
 * @param holder installation and device, from who starts the process, never from the workspace
 * @param engineKey the engine's public key, likewise; blank where none was given, which allows no
 *     risk
 * @param bundle SHA-384 of the bundle that runs; {@link Digest#ZERO} allows no risk
 * @param persons who may enable the router again
 * @param logKey of the signed log; without one no risk is allowed. Stays the caller's to close
 * @param alertRules a rule file; without one the alerts of the configuration count
 * @param metricsPort of the loopback interface, 0 for any that is free
 * @param mode whether it trades at venues or on paper
 * @param environment the variables of this process, for credentials
 */
public record RouterStart(
        RouterMode mode,
        Path root,
        Holder holder,
        String engineKey,
        Digest bundle,
        PersonKeys persons,
        Optional<HmacKey> logKey,
        Optional<Path> alertRules,
        int metricsPort,
        Function<String, Optional<String>> environment,
        Clock clock,
        LongSupplier nanos) {

    /** Roles whose word lets the router trade again. */
    public static final java.util.Set<String> ROLES =
            java.util.Set.of("risk", "owner", "compliance", "execution");

    RouterFiles files() {
        return new RouterFiles(root, mode);
    }

    /**
     * The prefix of the installation's client order ids, alike at each start; of no other
     * installation but by a chance of one in two billion. So short because Kraken takes ids of 18
     * characters, of which ten are the number.
     */
    String prefix() {
        return prefix(mode, holder.installation().value());
    }

    static String prefix(RouterMode mode, String installation) {
        byte[] name =
                (mode.salt() + installation).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        BigInteger digest = new BigInteger(Digest.sha384(name).hex(), 16);
        String text = digest.mod(BigInteger.valueOf(36).pow(6)).toString(36);
        return "G" + "0".repeat(6 - text.length()) + text;
    }
}
