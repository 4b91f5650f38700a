package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.embedded.router.RouterMode;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import picocli.CommandLine.Option;

/** What the verbs of the router share. */
abstract class RouterVerb extends Verb {

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = "live",
            description = "live, at venues, or paper, in this process alone (default: live).")
    private String environment = "live";

    /** Which of the two routers of the workspace is meant. */
    final RouterMode mode() throws Unanswerable {
        return RouterMode.named(environment)
                .orElseThrow(() -> Unanswerable.usage(text("router.environment")));
    }

    /** The installation, as the journal tells it. */
    final InstallationView installed() throws Exception {
        requireInstallation();
        return read().state();
    }

    /** The adopted people and the installation, as the journal tells them. */
    final GovernanceState governance() throws Exception {
        return installed().governance();
    }

    final InstallationId installation(GovernanceState governance) throws Unanswerable {
        return governance
                .installation()
                .orElseThrow(() -> Unanswerable.conflict(text("router.no-installation")));
    }

    static PersonKeys persons(GovernanceState governance) {
        return PersonKeys.ofPersons(governance.people().values());
    }

    /** The clock of this run, as those who trade need it. */
    final Clock clock() {
        InstantSource source = around().clock();
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return source.instant();
            }
        };
    }
}
