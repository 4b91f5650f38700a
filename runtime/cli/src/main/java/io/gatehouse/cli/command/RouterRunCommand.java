package io.gatehouse.cli.command;

import io.gatehouse.adapter.metrics.alert.AlertEvent;
import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.embedded.router.BoundedLines;
import io.gatehouse.embedded.router.RouterMode;
import io.gatehouse.embedded.router.RouterProcess;
import io.gatehouse.embedded.router.RouterStart;
import io.gatehouse.strategy.Holder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code router run}: takes orders as lines of standard input, answers with lines of standard
 * output, until its input ends or a signal stops it.
 */
@Command(
        name = "run",
        description =
                "Routes orders from lines of standard input, live or on paper: 0 ended in order, also by SIGTERM, 1 did not start, 3 log or journal could not be closed. Without permit, lease and arming it only closes and cancels.")
public final class RouterRunCommand extends RouterVerb {

    private static final KeyPurpose LOG = KeyPurpose.evidence("router-log");

    @Option(
            names = "--engine-key",
            paramLabel = "KEY",
            description = "The engine's public key; never taken from the workspace.")
    private String engineKey = "";

    @Option(
            names = "--device",
            paramLabel = "FINGERPRINT",
            description = "Of this device, as it was measured; never taken from the workspace.")
    private String device = "unknown";

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description =
                    "The file that stands for the bundle that runs, such as its manifest; its digest has to be the permit's.")
    private Optional<Path> bundle = Optional.empty();

    @Option(
            names = "--alert-rules",
            paramLabel = "FILE",
            description = "Alert rules; those of the configuration when absent.")
    private Optional<Path> alertRules = Optional.empty();

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where metrics are served on loopback (default: any that is free).")
    private int metricsPort;

    @Override
    public Integer call() throws Exception {
        RouterMode mode = mode();
        if (metricsPort < 0 || metricsPort > 0xffff) {
            throw Unanswerable.usage(text("router.port"));
        }
        InstallationView installed = installed();
        Optional<Finding> elsewhere = mode.refusal(installed.environment().standing());
        if (elsewhere.isPresent()) {
            return refused(List.of(elsewhere.get()));
        }
        GovernanceState governance = installed.governance();
        try (OpenKeyRing keys = EngineKeys.readable(workspace(), now())) {
            EngineKeys.limit(keys, governance);
            RouterProcess.Start start =
                    RouterProcess.start(
                            start(mode, governance, logKey(keys)), this::print, this::alert);
            if (start instanceof RouterProcess.Start.Refused refused) {
                return refused(refused.findings());
            }
            return run(((RouterProcess.Start.Started) start).process());
        }
    }

    private int refused(List<Finding> findings) {
        output().say("router.not-started");
        output().findings(findings);
        output().json(
                        "gatehouse.router-refused/1",
                        JsonObject.of("findings", Output.toJson(findings)));
        return ExitCodes.REFUSED;
    }

    private RouterStart start(RouterMode mode, GovernanceState governance, Optional<HmacKey> logKey)
            throws Exception {
        return new RouterStart(
                mode,
                workspace().root(),
                new Holder(installation(governance), device),
                engineKey,
                digest(),
                persons(governance),
                logKey,
                alertRules.map(around().directory()::resolve),
                metricsPort,
                name -> Optional.ofNullable(System.getenv(name)),
                clock(),
                System::nanoTime);
    }

    private Digest digest() throws Unanswerable {
        if (bundle.isEmpty()) {
            return Digest.ZERO;
        }
        try (InputStream in = Files.newInputStream(around().directory().resolve(bundle.get()))) {
            MessageDigest sha384 = MessageDigest.getInstance("SHA-384");
            new DigestInputStream(in, sha384).transferTo(OutputStream.nullOutputStream());
            return Digest.parse("sha384:" + HexFormat.of().formatHex(sha384.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-384", e);
        } catch (IOException e) {
            throw Unanswerable.usage(text("router.bundle", bundle.get()));
        }
    }

    private Optional<HmacKey> logKey(OpenKeyRing keys) {
        try {
            return Optional.of(keys.signingHmac(LOG, now()));
        } catch (KeyFaultException e) {
            return Optional.empty(); // the router says so, and takes no risk
        }
    }

    private int run(RouterProcess router) throws IOException {
        banner(router.banner());
        Thread hook =
                new Thread(
                        () -> {
                            boolean closed = closed(router);
                            Runtime.getRuntime()
                                    .halt(closed ? ExitCodes.ALLOWED : ExitCodes.UNDECIDED);
                        },
                        "router-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (BoundedLines lines = new BoundedLines(System.in)) {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (!line.get().isBlank()) {
                    router.take(line.get(), this::print);
                }
            }
        } finally {
            router.close();
            unhook(hook);
        }
        return ExitCodes.ALLOWED;
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal came with the end of the input: the hook says how it ended.
        }
    }

    private static boolean closed(RouterProcess router) {
        try {
            router.close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private synchronized void print(JsonObject line) {
        around().out().println(CanonicalJson.text(line));
        around().out().flush();
    }

    /** Not among the answers: those are lines about orders, and somebody counts on that. */
    private void alert(AlertEvent event) {
        boolean firing = event.kind() == AlertEvent.Kind.FIRING;
        output().note(
                        firing ? "router.alert" : "router.alert-over",
                        event.alert(),
                        firing ? event.severity() : "info",
                        event.since(),
                        event.summary());
    }

    private void banner(RouterProcess.Banner banner) {
        Output output = output();
        output.note(
                banner.mode() == RouterMode.PAPER ? "router.paper" : "router.live",
                String.join(", ", banner.venues()));
        output.note("router.permit", banner.permit().orElse("-"));
        output.note("router.limits", CanonicalJson.text(banner.limits()));
        output.note("router.state", banner.state());
        output.note("router.resumed", banner.events(), banner.torn());
        output.note(
                banner.secured() ? "router.metrics-tls" : "router.metrics", banner.metricsPort());
        banner.noted().forEach(f -> output.note("router.noted", f.rule(), f.code(), f.remedy()));
        if (!banner.noRisk().isEmpty()) {
            output.note("router.no-risk");
            banner.noRisk()
                    .forEach(
                            f -> output.note("router.no-risk-why", f.rule(), f.code(), f.remedy()));
        }
    }
}
