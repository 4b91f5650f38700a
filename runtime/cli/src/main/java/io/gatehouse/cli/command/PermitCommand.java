package io.gatehouse.cli.command;

import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.RevokePermit;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.app.workspace.HaltLatch;
import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.SignatureDomain;
import io.gatehouse.audit.permit.Permit;
import io.gatehouse.audit.permit.PermitReading;
import io.gatehouse.audit.permit.PermitVerifier;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Reporting;
import io.gatehouse.cli.Verb;
import io.gatehouse.cli.report.Report;
import io.gatehouse.cli.report.ReportItem;
import io.gatehouse.cli.report.Standing;
import io.gatehouse.core.event.EnvironmentEvent.PermitIssued;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.EnvironmentState;
import io.gatehouse.core.state.PermitRecord;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse permit}: what a trading runtime holds. */
@Command(
        name = "permit",
        description = "Lists, shows, verifies and revokes permits.",
        subcommands = {
            PermitCommand.ListAll.class,
            PermitCommand.Show.class,
            PermitCommand.Verify.class,
            PermitCommand.Canonical.class,
            PermitCommand.Revoke.class
        })
public final class PermitCommand extends Group {

    private static final int LARGEST = 64 * 1024;

    /** {@code permit list}. */
    @Command(
            name = "list",
            description = "Lists every permit that was issued and whether it holds.")
    public static final class ListAll extends Verb {

        @Override
        public Integer call() throws Exception {
            List<PermitRecord> issued = new ArrayList<>();
            ReadOnlyInstallation installation =
                    read(
                            recorded -> {
                                Draft d = recorded.draft();
                                if (d.type().equals("PERMIT_ISSUED")
                                        && EventCodec.decode(d.type(), d.version(), d.data())
                                                instanceof PermitIssued event) {
                                    issued.add(event.permit());
                                }
                            });
            Optional<PermitRecord> current =
                    installation.state().environment().permit().filter(p -> p.revoked().isEmpty());
            Output output = output();
            List<List<String>> rows = new ArrayList<>();
            List<JsonObject> all = new ArrayList<>();
            for (PermitRecord permit : issued) {
                boolean inForce =
                        current.filter(p -> p.id().equals(permit.id())).isPresent()
                                && !installation.state().environment().isHalted();
                rows.add(
                        List.of(
                                permit.id().value(),
                                permit.permit().text("environment").orElse("?"),
                                permit.issued().toString(),
                                permit.permit().text("expires").orElse("?"),
                                output.messages()
                                        .text(inForce ? "permit.in-force" : "permit.over")));
                all.add(
                        JsonObject.builder()
                                .put("permit", permit.id().value())
                                .put("digest", permit.digest().value())
                                .put("issued", permit.issued().toString())
                                .put("in_force", inForce)
                                .build());
            }
            output.table(rows);
            if (rows.isEmpty()) {
                output.say("permit.none");
            }
            output.json("gatehouse.permits/1", JsonObject.of("permits", all));
            return ExitCodes.ALLOWED;
        }
    }

    private static PermitRecord current(ReadOnlyInstallation installation) throws Unanswerable {
        return installation
                .state()
                .environment()
                .permit()
                .orElseThrow(() -> Unanswerable.conflict(Wording.of("no-permit")));
    }

    /** {@code permit show}. */
    @Command(name = "show", description = "Shows the last permit, member by member.")
    public static final class Show extends Verb {

        @Override
        public Integer call() throws Exception {
            PermitRecord permit = current(read());
            Output output = output();
            permit.permit()
                    .members()
                    .forEach(
                            (name, value) ->
                                    output.line(
                                            String.format(
                                                    "  %-14s%s", name, CanonicalJson.text(value))));
            permit.revoked().ifPresent(at -> output.say("status.permit-revoked", permit.id(), at));
            output.json("gatehouse.permit/1", JsonObject.of("permit", permit.permit()));
            return permit.revoked().isEmpty() ? ExitCodes.ALLOWED : ExitCodes.REFUSED;
        }
    }

    /** {@code permit verify}. */
    @Command(
            name = "verify",
            description =
                    "Verifies a permit file: signature, standing, and that the journal issued it.")
    public static final class Verify extends Verb implements Reporting {

        @Parameters(paramLabel = "FILE", description = "The permit file.")
        private Path file;

        @Override
        public Integer call() throws Exception {
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(LARGEST);
            }
            ReadOnlyInstallation installation = read();
            PermitKeys keys = new PermitKeys(installation);
            PermitReading reading = PermitVerifier.verify(bytes, keys.of(bytes));
            List<Finding> findings = new ArrayList<>();
            if (reading instanceof PermitReading.Refused refused) {
                findings.addAll(refused.findings());
            } else {
                Permit permit = ((PermitReading.Verified) reading).permit();
                findings.addAll(keys.against(permit));
                standing(installation, permit, findings);
            }
            int code = findings.isEmpty() ? ExitCodes.ALLOWED : ExitCodes.REFUSED;
            String headline = text(findings.isEmpty() ? "permit.holds" : "permit.refused");
            output().report(
                            new Report(
                                    "gatehouse.permit-check/1",
                                    "gatehouse permit verify",
                                    headline,
                                    List.of(),
                                    new TreeMap<>(),
                                    List.of(
                                            new ReportItem(
                                                    "",
                                                    String.valueOf(file.getFileName()),
                                                    findings.isEmpty()
                                                            ? Standing.PASS
                                                            : Standing.FAIL,
                                                    "",
                                                    findings)),
                                    JsonObject.builder()
                                            .put("exit", code)
                                            .put("findings", Output.toJson(findings))
                                            .build()));
            return code;
        }

        private void standing(
                ReadOnlyInstallation installation, Permit permit, List<Finding> findings) {
            EnvironmentState environment = installation.state().environment();
            boolean inForce =
                    environment
                            .permit()
                            .filter(p -> p.digest().equals(permit.digest()))
                            .filter(p -> p.revoked().isEmpty())
                            .isPresent();
            if (!inForce) {
                findings.add(
                        Finding.of(
                                "engine-permit",
                                "not-in-force",
                                permit.id().value(),
                                environment.permit().map(p -> p.id().value()).orElse("none"),
                                "another permit, or a revoked one",
                                "look at 'gatehouse permit list'"));
            }
            if (environment.isHalted() || new HaltLatch(workspace()).isDown()) {
                findings.add(
                        Finding.of(
                                "engine-permit",
                                "halted",
                                permit.id().value(),
                                "no halt",
                                "the installation is halted",
                                "see 'gatehouse resume'"));
            }
            if (!now().isBefore(permit.expires())) {
                findings.add(
                        Finding.of(
                                "engine-permit",
                                "expired",
                                permit.id().value(),
                                "before " + permit.expires(),
                                now().toString(),
                                "a new permit follows a re-verification"));
            }
        }
    }

    /** {@code permit canonical}. */
    @Command(
            name = "canonical",
            description =
                    "Prints the exact bytes that the engine's Ed25519 signature of a permit covers.")
    public static final class Canonical extends Verb {

        @Parameters(paramLabel = "FILE", description = "The permit file.")
        private Path file;

        @Override
        public Integer call() throws Exception {
            JsonObject permit;
            try (InputStream in = Files.newInputStream(file)) {
                // what is longer than a permit may be is cut, and no document any more
                permit = StrictJson.readSigned(in.readNBytes(LARGEST)).objectOrThrow();
            } catch (JsonFaultException e) {
                throw Unanswerable.undecided(
                        text("permit.not-json", file, e.fault().message()), List.of());
            }
            output().raw(
                            SignatureDomain.PERMIT.prefix()
                                    + CanonicalJson.text(permit.without("signature")));
            return ExitCodes.ALLOWED;
        }
    }

    /** {@code permit revoke}. */
    @Command(
            name = "revoke",
            description = "Takes the permit in force back; the environment stays.")
    public static final class Revoke extends Verb {

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
        private String reason;

        @Override
        public Integer call() throws Exception {
            return write(desk -> answer(new RevokePermit(desk).run(reason), "permit.revoked"));
        }
    }
}
