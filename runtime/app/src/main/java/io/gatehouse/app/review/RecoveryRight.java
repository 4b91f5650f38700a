package io.gatehouse.app.review;

import io.gatehouse.app.signing.CommandSigner;
import io.gatehouse.audit.key.PersonSignatures;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.PersonKey;
import io.gatehouse.core.state.SignedStatement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether somebody may have a recovery carried out, found out before anything is touched: a
 * credential that names a person proves nothing until a signature of it verifies with a key that
 * was adopted and counts. Stateless.
 */
public final class RecoveryRight {

    private RecoveryRight() {}

    /** What stands against it, by the rules of the history that is there. */
    public static Optional<Finding> objection(
            GovernanceState law, CommandSigner signer, String reason, Instant now) {
        String person = signer.person().value();
        boolean answers =
                law.person(signer.person())
                        .filter(p -> p.has(Role.OWNER) || p.has(Role.COMPLIANCE))
                        .isPresent();
        if (!answers) {
            return Optional.of(finding(person, "owner or compliance", "neither"));
        }
        boolean proven =
                law.installation()
                        .map(id -> signer.sign(id, new Command.Recover(List.of(), reason)))
                        .flatMap(Actor::signed)
                        .filter(signed -> isProven(law, signed, now))
                        .isPresent();
        return proven
                ? Optional.empty()
                : Optional.of(
                        finding(
                                person,
                                "a signature with an adopted key that counts now",
                                "a key that is unknown, revoked or out of its time"));
    }

    private static boolean isProven(GovernanceState law, SignedStatement signed, Instant now) {
        Optional<PersonKey> key =
                law.person(signed.person())
                        .filter(p -> !p.revoked())
                        .flatMap(p -> p.key(signed.key()))
                        .filter(k -> k.isValidAt(now));
        return key.filter(
                        k ->
                                PersonSignatures.verifier()
                                        .verify(
                                                k.publicKey(),
                                                signed.statement(),
                                                signed.signature()))
                .isPresent();
    }

    private static Finding finding(String person, String expected, String observed) {
        return Finding.of(
                "recovery",
                "not-permitted",
                person,
                expected,
                observed,
                "let one of them run it, with a key that counts");
    }
}
