package io.gatehouse.server;

import io.gatehouse.app.engine.EngineStopped;
import io.gatehouse.app.outbox.Delivery;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * One JSON object for each thing that a person who runs the server should know: {@code time},
 * {@code level}, {@code event} and what belongs to it. No secret, no name of a person, no text of a
 * library, which may quote either. Thread-safe.
 */
final class ServerLog {

    private static final Object[] NOTHING = {};

    /** Held here, since a logger that nobody holds forgets what it was told. */
    private static final List<Logger> LIBRARIES =
            List.of(Logger.getLogger("org.apache"), Logger.getLogger("org.springframework"));

    private static final Logger LOADER = Logger.getLogger("org.apache.catalina.loader");

    private final Handler handler;
    private final Handler forward;
    private final InstantSource clock;

    ServerLog(Handler handler, InstantSource clock) {
        this.handler = handler;
        this.forward = new Forward(handler);
        this.clock = clock;
        handler.setFormatter(new Lines());
        handler.setLevel(Level.INFO);
    }

    /** Lets the warnings of the libraries below come out here too, and nothing else of them. */
    void adopt() {
        for (Logger library : LIBRARIES) {
            library.setUseParentHandlers(false);
            library.setLevel(Level.WARNING);
            library.addHandler(forward);
        }
        // It takes threads that an engine started on a request's thread for leaks.
        LOADER.setLevel(Level.OFF);
    }

    void leave() {
        handler.flush();
        LIBRARIES.forEach(library -> library.removeHandler(forward));
    }

    void ready(int port, int workspaces, int failed) {
        write(
                Level.INFO,
                "ready",
                JsonObject.builder()
                        .put("port", port)
                        .put("workspaces", workspaces)
                        .put("failed", failed)
                        .put("pid", ProcessHandle.current().pid())
                        .build());
    }

    void stopping() {
        write(Level.INFO, "stopping", JsonObject.EMPTY);
    }

    void stopped() {
        write(Level.INFO, "stopped", JsonObject.EMPTY);
    }

    void workspaceFault(int number, StartFault fault) {
        write(
                Level.SEVERE,
                "workspace-not-opened",
                JsonObject.builder()
                        .put("workspace", number)
                        .put("cause", kind(fault.fault()))
                        .build());
    }

    /** Rule and code of what is wrong with the history, besides the kind of the cause. */
    void engineStopped(int number, EngineStopped cause) {
        JsonObject.Builder line =
                JsonObject.builder().put("workspace", number).put("cause", kind(cause));
        cause.findings().stream()
                .findFirst()
                .ifPresent(damage -> line.put("finding", damage.rule() + " " + damage.code()));
        write(Level.SEVERE, "engine-stopped", line.build());
    }

    void database(int number, String kind, String cause) {
        write(
                Level.WARNING,
                "database",
                JsonObject.builder()
                        .put("workspace", number)
                        .put("kind", kind)
                        .put("cause", cause)
                        .build());
    }

    /** Notifications went out, or could not. */
    void delivered(int number, Delivery.Round round) {
        write(
                round.problem().isPresent() ? Level.WARNING : Level.INFO,
                "notified",
                JsonObject.builder()
                        .put("workspace", number)
                        .put("delivered", round.delivered())
                        .put("seq", round.done())
                        .put("problem", round.problem().orElse(""))
                        .build());
    }

    /** A request that changed something, or was to. */
    void command(int number, String command, String outcome, long seq, long millis) {
        write(
                Level.INFO,
                "command",
                JsonObject.builder()
                        .put("workspace", number)
                        .put("command", command)
                        .put("outcome", outcome)
                        .put("seq", seq)
                        .put("millis", millis)
                        .build());
    }

    /** What the keeper did on its own. */
    void kept(int number, String command, String outcome, long seq) {
        write(
                Level.INFO,
                "kept",
                JsonObject.builder()
                        .put("workspace", number)
                        .put("command", command)
                        .put("outcome", outcome)
                        .put("seq", seq)
                        .build());
    }

    /** A request that was turned away before it came to an engine. */
    void turnedAway(String problem, int status) {
        write(
                Level.WARNING,
                "turned-away",
                JsonObject.builder().put("problem", problem).put("status", status).build());
    }

    /** A fault of the program. */
    void fault(String where, Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        write(
                Level.SEVERE,
                "fault",
                JsonObject.builder()
                        .put("where", where)
                        .put("cause", kind(cause))
                        .put("at", trace.length == 0 ? "" : trace[0].toString())
                        .build());
    }

    /** The kind of an exception and of what caused it; messages may quote what must not be here. */
    private static String kind(Throwable cause) {
        Throwable inner = cause.getCause();
        return cause.getClass().getSimpleName()
                + (inner == null ? "" : " <- " + inner.getClass().getSimpleName());
    }

    private void write(Level level, String event, JsonObject members) {
        JsonObject line =
                members.with("level", level == Level.SEVERE ? "error" : name(level))
                        .with("event", event)
                        .with("time", clock.instant().toString());
        LogRecord record = new LogRecord(level, CanonicalJson.text(line));
        record.setParameters(NOTHING);
        handler.publish(record);
        handler.flush();
    }

    private static String name(Level level) {
        return level == Level.WARNING ? "warn" : level.getName().toLowerCase(Locale.ROOT);
    }

    /**
     * Stands before the handler where libraries log: at the end of the process the logging of the
     * platform closes what it knows of, while this log still has to say how the stop went.
     */
    private static final class Forward extends Handler {
        private final Handler handler;

        Forward(Handler handler) {
            this.handler = handler;
        }

        @Override
        public void publish(LogRecord record) {
            handler.publish(record);
            handler.flush();
        }

        @Override
        public void flush() {
            handler.flush();
        }

        @Override
        public void close() {
            handler.flush();
        }
    }

    /** The text is a line already; what a library logs becomes one that says only where it was. */
    static final class Lines extends Formatter {
        @Override
        public String format(LogRecord record) {
            if (record.getParameters() == NOTHING) {
                return record.getMessage() + "\n";
            }
            return CanonicalJson.text(
                            JsonObject.builder()
                                    .put(
                                            "time",
                                            Instant.ofEpochMilli(record.getMillis()).toString())
                                    .put("level", name(record.getLevel()))
                                    .put("event", "library")
                                    .put("logger", String.valueOf(record.getLoggerName()))
                                    .put(
                                            "cause",
                                            record.getThrown() == null
                                                    ? ""
                                                    : kind(record.getThrown()))
                                    .build())
                    + "\n";
        }
    }
}
