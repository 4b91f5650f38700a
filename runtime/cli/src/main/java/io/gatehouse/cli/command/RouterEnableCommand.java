package io.gatehouse.cli.command;

import io.gatehouse.adapter.liverouter.state.LatchEntry;
import io.gatehouse.adapter.liverouter.state.SignedReenable;
import io.gatehouse.adapter.liverouter.state.TradingLatch;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.key.PersonSignatures;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.embedded.router.RouterFiles;
import io.gatehouse.embedded.router.RouterMode;
import io.gatehouse.embedded.router.RouterStart;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code router enable}: a named person lifts one latch, with a signature for exactly it. */
@Command(
        name = "enable",
        description =
                "Lifts a latch with the signature of a person: 0 lifted and nothing else stands, 1 refused, 8 lifted and another latch stands.")
public final class RouterEnableCommand extends RouterVerb {

    private static final Duration IN_FORCE = Duration.ofMinutes(10);

    @Option(
            names = "--latch",
            paramLabel = "NUMBER",
            required = true,
            description = "Which latch; router status lists them.")
    private int number;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason = "";

    @Override
    public Integer call() throws Exception {
        if (reason.isBlank() || reason.length() > 500) {
            throw Unanswerable.usage(text("router.reason", 500));
        }
        RouterMode mode = mode();
        GovernanceState governance = governance();
        InstallationId installation = installation(governance);
        RouterFiles files = new RouterFiles(workspace().root(), mode);
        if (!Files.isDirectory(files.latches(), LinkOption.NOFOLLOW_LINKS)) {
            throw Unanswerable.conflict(text("router.no-latch", number));
        }
        TradingLatch latch =
                TradingLatch.open(
                        files.latches(),
                        true,
                        new SignedReenable(installation, persons(governance), RouterStart.ROLES),
                        around().clock());
        Optional<LatchEntry> entry =
                latch.entries().stream()
                        .filter(e -> number > 0 && e.number() == number && e.standing())
                        .findFirst();
        if (entry.isEmpty()) {
            throw Unanswerable.conflict(text("router.no-latch", number));
        }
        List<Finding> findings;
        try (PersonSigner signer = personSigner()) {
            findings = latch.reenable(document(installation, entry.get(), signer));
        }
        Output output = output();
        output.findings(findings);
        if (findings.isEmpty()) {
            output.say("router.enabled", number, latch.state());
        }
        int code =
                !findings.isEmpty()
                        ? ExitCodes.REFUSED
                        : latch.state() == TradingState.ACTIVE
                                ? ExitCodes.ALLOWED
                                : ExitCodes.PENDING;
        output.json(
                "gatehouse.router-enabled/1",
                JsonObject.builder()
                        .put("exit", code)
                        .put("latch", number)
                        .put("state", latch.state().name())
                        .put("findings", Output.toJson(findings))
                        .build());
        return code;
    }

    private JsonObject document(
            InstallationId installation, LatchEntry entry, PersonSigner signer) {
        Instant issued = now().truncatedTo(ChronoUnit.SECONDS);
        JsonObject statement =
                SignedReenable.statement(
                        installation,
                        entry,
                        signer.person(),
                        signer.key(),
                        reason,
                        issued,
                        issued.plus(IN_FORCE));
        return SignedReenable.document(statement, PersonSignatures.sign(signer, statement));
    }
}
