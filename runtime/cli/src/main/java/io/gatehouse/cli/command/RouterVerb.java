package io.gatehouse.cli.command;

import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.state.GovernanceState;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** What the verbs of the router share. */
abstract class RouterVerb extends Verb {

    /** The adopted people and the installation, as the journal tells them. */
    final GovernanceState governance() throws Exception {
        requireInstallation();
        ReadOnlyInstallation installation = read();
        return installation.state().governance();
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
