package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.adapter.licensing.licence.KeySchedule;
import io.gatehouse.adapter.licensing.licence.Licence;
import io.gatehouse.adapter.licensing.licence.LicenceFolders;
import io.gatehouse.adapter.licensing.licence.LicenceIssuer;
import io.gatehouse.adapter.licensing.licence.LicenceRequest;
import io.gatehouse.adapter.licensing.licence.LicenceStore;
import io.gatehouse.adapter.licensing.licence.LicenceStore.Recorded;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Desk;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.WriteLine;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.embedded.oem.OemDesk;
import io.gatehouse.embedded.oem.RegistryMemory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code licence provision}: issues and registers the licence of an approved request. */
@Command(
        name = "provision",
        description =
                "Issues the licence of an approved request, once: 0 issued, 1 refused, 3 undecided, 8 not approved yet.")
public final class LicenceProvisionCommand extends LicenceVerb {

    private static final String SCHEMA = "gatehouse.licence-provision/1";
    private static final int LARGEST_CONFIG = 16 * 1024 * 1024;
    private static final Path REGISTRY = Path.of(FOLDER);

    @Parameters(paramLabel = "REQUEST", description = "The approved request.")
    private Path file;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "The configuration beside which it is issued; its digest is recorded.")
    private Path config;

    @Option(
            names = "--usb",
            paramLabel = "TARGET",
            description = "Writes it to a stick too: a folder, or a file that ends in .json.")
    private Optional<Path> usb = Optional.empty();

    @Option(
            names = "--log",
            paramLabel = "LOG",
            description = "Decision log that gets a line about it; needs --as; may be repeated.")
    private List<String> logs = List.of();

    @Override
    public Integer call() throws Exception {
        List<LogName> names = logs.stream().map(log -> typed(() -> new LogName(log))).toList();
        if (!names.isEmpty() && !isSigned()) {
            throw Unanswerable.usage(text("licence.provision.who"));
        }
        Digest configuration = Digest.sha384(bytes(config, LARGEST_CONFIG));
        Judged<LicenceRequest> read = request(file);
        if (read.value().isEmpty()) {
            return refused(SCHEMA, read.findings());
        }
        LicenceRequest request = read.value().get();
        // the credential is opened first: who cannot sign the lines must not have issued anything
        return names.isEmpty()
                ? issue(request, configuration, recorded -> List.of())
                : write(
                        desk ->
                                issue(
                                        request,
                                        configuration,
                                        recorded -> lines(desk, names, recorded, configuration)));
    }

    /** What is written into decision logs about a licence. */
    @FunctionalInterface
    private interface Telling {
        List<Line> lines(Recorded recorded) throws Exception;
    }

    /** A line that was asked for, and what the engine answered. */
    private record Line(LogName log, Answer answer) {}

    private int issue(LicenceRequest request, Digest configuration, Telling telling)
            throws Exception {
        Judged<Recorded> made;
        try (OemDesk desk = desk()) {
            made = provision(desk, request, now().truncatedTo(ChronoUnit.SECONDS));
        }
        if (made.value().isEmpty()) {
            return refused(SCHEMA, made.findings());
        }
        Recorded recorded = made.value().get();
        Optional<Judged<Path>> stick =
                usb.map(to -> LicenceFolders.write(target(to), recorded.licence()));
        List<Line> lines = telling.lines(recorded);
        List<Finding> findings = new ArrayList<>(stick.map(Judged::findings).orElseGet(List::of));
        lines.forEach(line -> findings.addAll(line.answer().findings()));
        int code = findings.isEmpty() ? ExitCodes.ALLOWED : code(findings);
        for (Line line : lines) {
            code = Math.max(code, ExitCodes.of(line.answer().reason()));
        }
        tell(recorded, configuration, stick.flatMap(Judged::value), lines, findings, code);
        return code;
    }

    private Judged<Recorded> provision(OemDesk desk, LicenceRequest request, Instant now) {
        ToolKeys keys = desk.licences().licences(now);
        ToolKeys devices = desk.licences().fingerprints(now);
        Judged<KeySchedule> rotations = desk.rotations().get();
        if (rotations.value().isEmpty()) {
            return Judged.refused(rotations.findings());
        }
        Judged<ToolKey> key =
                rotations
                        .value()
                        .get()
                        .select(keys, KeySchedule.LICENCES, now, KeySchedule.INTERVAL);
        if (key.value().isEmpty()) {
            return Judged.refused(key.findings());
        }
        LicenceIssuer issuer = new LicenceIssuer(devices, desk.approvals());
        RegistryMemory memory = desk.registry(REGISTRY);
        Judged<Recorded> recorded =
                new LicenceStore(workspace().root().resolve(REGISTRY), keys, devices)
                        .record(
                                request.licenceId(),
                                () -> issuer.issue(request, key.value().get(), now),
                                key.value().get(),
                                now,
                                memory.lastSeen());
        recorded.value().ifPresent(done -> memory.seen(done.view().chain().head()));
        return recorded;
    }

    private void tell(
            Recorded recorded,
            Digest configuration,
            Optional<Path> stick,
            List<Line> lines,
            List<Finding> findings,
            int code) {
        Licence licence = recorded.licence();
        String issued = FOLDER + "/issued/" + licence.id() + ".jsonl";
        Output output = output();
        output.say("licence.provisioned", issued, recorded.sequence());
        describe(output, licence);
        output.line("  config      " + configuration.value());
        stick.ifPresent(path -> output.say("oem.written", path));
        List<JsonObject> written = new ArrayList<>();
        for (Line line : lines) {
            boolean admitted = line.answer().outcome().isAdmitted();
            line.answer().reason().ifPresent(reason -> output.say("answer." + reason));
            if (admitted) {
                output.say("log.appended", line.log());
            }
            written.add(
                    JsonObject.builder()
                            .put("log", line.log().value())
                            .put("admitted", admitted)
                            .build());
        }
        output.findings(findings);
        JsonObject.Builder json =
                json(licence)
                        .put("exit", code)
                        .put("licence", issued)
                        .put("sequence", recorded.sequence())
                        .put("chain_head", recorded.view().chain().head().digest().value())
                        .put("config_sha384", configuration.value())
                        .put("compliance_confirmed", false)
                        .put("lines", written)
                        .put("findings", Output.toJson(findings));
        stick.ifPresent(path -> json.put("usb", path.toString()));
        output.json(SCHEMA, json.build());
    }

    /** One line in each log; it confirms nothing, and grants nothing. */
    private static List<Line> lines(
            Desk desk, List<LogName> names, Recorded recorded, Digest configuration)
            throws Unanswerable {
        Map<String, String> facts =
                Map.of(
                        "license_id", recorded.licence().id(),
                        "licence", Digest.sha384(recorded.licence().fileBytes()).value(),
                        "fingerprint", recorded.licence().fingerprint(),
                        "config_hash", configuration.value());
        List<Line> lines = new ArrayList<>();
        for (LogName name : names) {
            Answer answer =
                    new WriteLine(desk)
                            .state(
                                    name,
                                    "licence_provisioned",
                                    new TreeMap<>(facts),
                                    new TreeMap<>(Map.of("runtime.compliance_confirmed", false)),
                                    "");
            lines.add(new Line(name, answer));
        }
        return lines;
    }
}
