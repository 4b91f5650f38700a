package io.gatehouse.strategy;

import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.permit.Permit;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Grant;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Tells a trading runtime whether it may run in an environment, now.
 *
 * <p>The runtime asks before it loads its configuration, and again within the time that the answer
 * names. Every doubt is a refusal, with one finding per fault: no permit, a bad signature, another
 * installation, device, environment or configuration, a halt, a revocation, an expiry, a lapsed
 * lease, a clock that was set back, flags that demand less. A permit opens exactly its own
 * environment. Nothing is asked over a network and no lock is taken. Thread-safe; keep one instance
 * for the life of the process, since it remembers what its monotonic clock measured.
 */
public final class StrategyContext {

    /** Greatest size of a configuration file in bytes: 64 MiB. */
    public static final int LARGEST_CONFIGURATION = 64 * 1024 * 1024;

    private final PermitFolder folder;
    private final Holder holder;
    private final Optional<Ed25519PublicKey> engine;
    private final InstantSource clock;
    private final LongSupplier monotonicNanos;
    private final SeenTime seen;
    private final LeaseWatch lease = new LeaseWatch();
    private final ClockPace pace = new ClockPace();
    private long latestSeq;

    private StrategyContext(
            Path workspace,
            Holder holder,
            Optional<Ed25519PublicKey> engine,
            InstantSource clock,
            LongSupplier monotonicNanos) {
        this.folder = new PermitFolder(workspace);
        this.holder = holder;
        this.engine = engine;
        this.clock = clock;
        this.monotonicNanos = monotonicNanos;
        this.seen = new SeenTime(folder.seen());
    }

    /**
     * A context over a workspace. An unusable key is no error here; every answer is then a refusal.
     *
     * @param enginePublicKey the engine's Ed25519 key, base64url of 32 bytes; from the runtime's
     *     own configuration, never from the workspace
     * @param monotonicNanos such as {@code System::nanoTime}
     */
    public static StrategyContext open(
            Path workspace,
            Holder holder,
            String enginePublicKey,
            InstantSource clock,
            LongSupplier monotonicNanos) {
        Optional<Ed25519PublicKey> key;
        try {
            key = Optional.of(new Ed25519PublicKey(enginePublicKey));
        } catch (IllegalArgumentException e) {
            key = Optional.empty();
        }
        return new StrategyContext(workspace, holder, key, clock, monotonicNanos);
    }

    /** Whether the runtime may run in that environment with that configuration; never throws. */
    public synchronized Permission mayRun(Environment wanted, Path configurationFile) {
        try {
            return answer(wanted, configurationFile);
        } catch (RuntimeException e) {
            // A caller that catches an exception could go on trading; a refusal cannot be mistaken.
            return new Permission.Refused(
                    List.of(ContextFindings.fault(e.getClass().getSimpleName())));
        }
    }

    private Permission answer(Environment wanted, Path configurationFile) {
        long asked = monotonicNanos.getAsLong();
        List<Finding> findings = new ArrayList<>();
        Instant now = seen.see(clock.instant(), findings);
        folder.requireNoHalt(findings);
        Optional<Content> configuration = configuration(configurationFile, findings);
        Optional<Permit> permit = permit(wanted, findings);
        Duration within = Duration.ZERO;
        if (permit.isPresent()) {
            judge(permit.get(), wanted, findings);
            configuration.ifPresent(content -> judgeConfiguration(permit.get(), content, findings));
            within = judgeTime(permit.get(), wanted, asked, now, findings);
        }
        if (!findings.isEmpty() || permit.isEmpty() || configuration.isEmpty()) {
            return new Permission.Refused(findings);
        }
        return new Permission.Allowed(
                permit.get(), permit.get().limits(), configuration.get(), within);
    }

    private Optional<Permit> permit(Environment wanted, List<Finding> findings) {
        if (wanted == Environment.NONE) {
            findings.add(ContextFindings.environment());
            return Optional.empty();
        }
        if (engine.isEmpty()) {
            findings.add(ContextFindings.engineKey());
            return Optional.empty();
        }
        return folder.permit(wanted, engine.get(), findings);
    }

    private static Optional<Content> configuration(Path file, List<Finding> findings) {
        try {
            byte[] bytes = PermitFolder.bytes(file, LARGEST_CONFIGURATION + 1);
            if (bytes.length <= LARGEST_CONFIGURATION) {
                return Optional.of(Content.of(bytes));
            }
            findings.add(
                    ContextFindings.differs(
                            "configuration-too-large", file.toString(), "at most 64 MiB", "more"));
        } catch (IOException e) {
            findings.add(ContextFindings.unreadable("configuration-unreadable", file.toString()));
        }
        return Optional.empty();
    }

    private void judge(Permit permit, Environment wanted, List<Finding> findings) {
        if (permit.environment() != wanted) {
            // A demo permit under the name live.json is still a demo permit, and LIVE opens no
            // PAPER.
            findings.add(
                    ContextFindings.differs(
                            "other-environment",
                            "permit",
                            wanted.name(),
                            permit.environment().name()));
        }
        if (!permit.installation().equals(holder.installation())) {
            findings.add(
                    ContextFindings.differs(
                            "other-installation",
                            "permit",
                            holder.installation().value(),
                            permit.installation().value()));
        }
        if (!permit.device().equals(holder.device())) {
            findings.add(
                    ContextFindings.differs(
                            "other-device",
                            "permit",
                            "the fingerprint of this device",
                            "another one"));
        }
        if (permit.journal().seq() < latestSeq) {
            // A copy kept from before a demotion still carries a good signature. The engine never
            // goes back in its journal, so neither does a holder that has seen a later permit.
            findings.add(ContextFindings.permitRolledBack(latestSeq, permit.journal().seq()));
        }
        latestSeq = Math.max(latestSeq, permit.journal().seq());
        folder.requireNotRevoked(permit, findings);
        if (wanted != Environment.DEMO && permit.requireDemoMode()) {
            findings.add(ContextFindings.flag(Grant.REQUIRE_DEMO_MODE, false));
        }
        if (wanted == Environment.LIVE && !permit.complianceConfirmed()) {
            findings.add(ContextFindings.flag(Grant.COMPLIANCE_CONFIRMED, true));
        }
    }

    private static void judgeConfiguration(Permit permit, Content content, List<Finding> findings) {
        Digest digest = Digest.sha384(content.bytes());
        if (!digest.equals(permit.configuration())) {
            findings.add(
                    ContextFindings.differs(
                            "other-configuration",
                            "configuration",
                            permit.configuration().value(),
                            digest.value()));
        }
    }

    private Duration judgeTime(
            Permit permit, Environment wanted, long asked, Instant now, List<Finding> findings) {
        if (!now.isBefore(permit.expires())) {
            findings.add(ContextFindings.expired(permit.expires(), now));
        }
        Instant latestStart =
                permit.issued().isAfter(permit.leaseStart())
                        ? permit.issued()
                        : permit.leaseStart();
        if (latestStart.isAfter(now.plus(SeenTime.TOLERANCE))) {
            findings.add(ContextFindings.notYet(latestStart, now));
        }
        List<Finding> standing = new ArrayList<>();
        pace.look(asked, now, standing);
        Duration left = Duration.between(now, permit.expires());
        if (permit.lease().isEmpty()) {
            if (wanted == Environment.LIVE) {
                // For LIVE a day without a renewed reason is too long; see ADR 0015.
                findings.add(ContextFindings.leaseMissing());
            }
            // a lease is measured by the monotonic clock anyway
            findings.addAll(standing);
            return left;
        }
        Duration leased = lease.left(permit, permit.lease().get(), asked, now, findings);
        return leased.compareTo(left) < 0 ? leased : left;
    }
}
