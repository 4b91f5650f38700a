package io.gatehouse.cli.command;

import io.gatehouse.app.engine.EngineAccess;
import io.gatehouse.app.engine.Rebuilt;
import io.gatehouse.app.query.JournalCheck;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Reporting;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Recorded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse audit}: the journal. */
@Command(
        name = "audit",
        description =
                "Shows and verifies the journal, replays, packs and recovers it, rebuilds what is derived.",
        subcommands = {
            AuditCommand.Log.class,
            AuditShowCommand.class,
            AuditReplayCommand.class,
            AuditExportCommand.class,
            AuditVerifyCommand.class,
            AuditCommand.FsckVerb.class,
            AuditCommand.Rebuild.class,
            AuditRecoverCommand.class
        })
public final class AuditCommand extends Group {

    /** {@code audit log}. */
    @Command(name = "log", description = "Lists the events of the journal, the first one first.")
    public static final class Log extends Verb {

        @Option(names = "--from", paramLabel = "SEQ", description = "First event (default: 1).")
        private long from = 1;

        @Option(
                names = "--about",
                paramLabel = "AGGREGATE",
                description = "Only this aggregate, such as promotion/ID or environment.")
        private Optional<String> about = Optional.empty();

        @Override
        public Integer call() throws Exception {
            Output output = output();
            List<JsonObject> all = new ArrayList<>();
            ReadOnlyInstallation installation =
                    read(
                            e -> {
                                boolean wanted =
                                        e.seq() >= from
                                                && about.filter(
                                                                a ->
                                                                        !a.equals(
                                                                                e.draft()
                                                                                        .aggregate()
                                                                                        .value()))
                                                        .isEmpty();
                                if (!wanted) {
                                    return;
                                }
                                output.line(
                                        String.format(
                                                "%6d  %s  %-20s  %s",
                                                e.seq(),
                                                e.draft().time(),
                                                e.draft().type(),
                                                e.draft().aggregate()));
                                if (output.isJson()) {
                                    all.add(json(e));
                                }
                            });
            output.say(
                    "answer.position",
                    installation.position().seq(),
                    installation.position().digest().abbreviated());
            output.json(
                    "gatehouse.audit-log/1",
                    JsonObject.builder()
                            .put("events", all)
                            .put("journal", json(installation.position()))
                            .build());
            return ExitCodes.ALLOWED;
        }

        private static JsonObject json(Recorded e) {
            return JsonObject.builder()
                    .put("seq", e.seq())
                    .put("digest", e.digest().value())
                    .put("prev", e.prev().value())
                    .put("time", e.draft().time().toString())
                    .put("type", e.draft().type())
                    .put("version", e.draft().version())
                    .put("aggregate", e.draft().aggregate().value())
                    .put("before", e.draft().before().value())
                    .put("after", e.draft().after().value())
                    .put("data", e.draft().data())
                    .build();
        }
    }

    /** {@code audit fsck}. */
    @Command(
            name = "fsck",
            description = "Verifies journal, heads and decision logs against each other.")
    public static final class FsckVerb extends Verb implements Reporting {

        @Option(
                names = "--expect",
                paramLabel = "SEQ:DIGEST",
                description = "A position that the history must hold; repeat it.")
        private List<String> expected = new ArrayList<>();

        @Option(
                names = "--head-mirror",
                paramLabel = "DIR",
                description = "A directory with a copy of the journal's head.")
        private Optional<Path> mirror = Optional.empty();

        @Override
        public Integer call() throws Exception {
            requireInstallation();
            List<JournalPosition> positions = new ArrayList<>();
            for (String text : expected) {
                positions.add(position(text));
            }
            JournalCheck.Checked checked =
                    new JournalCheck(workspace(), now()).fsck(positions, mirror);
            output().report(JournalReports.of(checked, positions, output().messages()));
            return JournalReports.exit(checked);
        }
    }

    /** {@code audit rebuild}. */
    @Command(
            name = "rebuild",
            description = "Throws away what is derived and makes it anew from the journal.")
    public static final class Rebuild extends Verb {

        @Override
        public Integer call() throws Exception {
            requireInstallation();
            try (EngineAccess engine = access()) {
                Rebuilt rebuilt = engine.rebuild();
                Output output = output();
                output.say("audit.rebuilt", rebuilt.promotions());
                JsonObject rows = JsonObject.EMPTY;
                for (Map.Entry<String, Long> row :
                        rebuilt.rows().map(SortedMap::entrySet).orElse(Set.of())) {
                    output.say("audit.rows", row.getKey(), row.getValue());
                    rows = rows.with(row.getKey(), new JsonInteger(row.getValue()));
                }
                if (rebuilt.rows().isEmpty()) {
                    output.say("audit.norows");
                }
                int code = rebuilt.rows().isPresent() ? ExitCodes.ALLOWED : ExitCodes.UNDECIDED;
                output.json(
                        "gatehouse.rebuild/1",
                        JsonObject.builder()
                                .put("exit", code)
                                .put("promotions", rebuilt.promotions())
                                .put("rows", rows)
                                .build());
                return code;
            }
        }
    }

    /** A position as people write it down: {@code SEQ:sha384:HEX}. */
    static JournalPosition position(String text) throws Unanswerable {
        int colon = text.indexOf(':');
        try {
            return new JournalPosition(
                    Long.parseLong(text.substring(0, Math.max(0, colon))),
                    Digest.parse(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw Unanswerable.usage(Wording.of("expect-form"));
        }
    }
}
