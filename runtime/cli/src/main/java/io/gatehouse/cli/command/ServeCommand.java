package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.server.GatehouseServer;
import io.gatehouse.server.RunningServer;
import io.gatehouse.server.ServerSettings;
import io.gatehouse.server.StartFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.StreamHandler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse serve}: holds workspaces, watches over them, answers on loopback. */
@Command(
        name = "serve",
        description =
                "Serves workspaces until it is stopped: runs actions, follows halts, answers other"
                        + " programs of this machine.")
public final class ServeCommand extends Verb {

    private static final int LOG_BYTES = 10 * 1024 * 1024;
    private static final int LOG_FILES = 5;

    @Parameters(
            arity = "0..*",
            paramLabel = "DIR",
            description = "Workspaces (default: that of --workspace, or the current directory).")
    private List<Path> directories = new ArrayList<>();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port to listen on (default: any that is free).")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "127.0.0.1 or ::1; no address that other machines reach.")
    private String bind = "127.0.0.1";

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "Log lines go there, in 5 files of 10 MiB (default: standard error).")
    private Optional<Path> log = Optional.empty();

    @Option(
            names = "--head-mirror",
            paramLabel = "DIR",
            description =
                    "A directory, best on another disk, that gets a copy of the journal's head.")
    private Optional<Path> mirror = Optional.empty();

    @Override
    public Integer call() throws Exception {
        List<Workspace> workspaces = workspaces();
        RunningServer server;
        try {
            server = GatehouseServer.start(settings(workspaces));
        } catch (StartFault e) {
            output().note("serve.not-opened", e.workspace());
            throw e.fault();
        } catch (IllegalArgumentException e) {
            throw Unanswerable.usage(text("serve.usage", e.getMessage()));
        }
        Output output = output();
        server.faults().forEach(f -> output.note("serve.not-opened", f.workspace()));
        int served = workspaces.size() - server.faults().size();
        output.say("serve.ready", server.uri(), served);
        output.json(
                "gatehouse.serve/1",
                JsonObject.builder()
                        .put("url", server.uri().toString())
                        .put("served", served)
                        .put("failed", server.faults().size())
                        .build());
        return untilStopped(server);
    }

    /**
     * A signal ends the process by its hooks, and with the signal's number unless a hook ends it:
     * whoever stops a service wants to hear that it stopped well.
     */
    private static int untilStopped(RunningServer server) throws InterruptedException {
        Thread hook =
                new Thread(
                        () -> {
                            server.close();
                            Runtime.getRuntime().halt(ExitCodes.ALLOWED);
                        },
                        "gatehouse-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        boolean stopped = false;
        try {
            server.awaitStop();
            stopped = true;
            return ExitCodes.ALLOWED;
        } finally {
            if (!stopped) {
                server.close();
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private List<Workspace> workspaces() throws Unanswerable {
        List<Workspace> all = new ArrayList<>();
        if (directories.isEmpty()) {
            all.add(workspace());
        }
        for (Path directory : directories) {
            Workspace one = Workspace.at(around().directory().resolve(directory));
            if (all.stream().noneMatch(w -> w.root().equals(one.root()))) {
                all.add(one);
            }
        }
        if (all.size() == 1) {
            requireInstallation(all.get(0));
        }
        return all;
    }

    private ServerSettings settings(List<Workspace> workspaces) throws IOException, Unanswerable {
        return new ServerSettings(
                workspaces,
                address(),
                port,
                mirror.map(around().directory()::resolve),
                handler(),
                around().clock(),
                ServerSettings.GRACE,
                ServerSettings.WATCHERS);
    }

    /** Only literal addresses: a name could resolve to anything. */
    private InetAddress address() throws Unanswerable {
        if (!bind.matches("127\\.0\\.0\\.1|::1")) {
            throw Unanswerable.usage(text("serve.usage", "--bind 127.0.0.1, --bind ::1"));
        }
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw Unanswerable.usage(text("serve.usage", "--bind"));
        }
    }

    private Handler handler() throws IOException {
        if (log.isPresent()) {
            String pattern = around().directory().resolve(log.get()).toAbsolutePath().toString();
            return new FileHandler(pattern.replace("%", "%%") + ".%g", LOG_BYTES, LOG_FILES, true);
        }
        return new StreamHandler(System.err, new java.util.logging.SimpleFormatter());
    }
}
