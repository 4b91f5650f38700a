package io.gatehouse.systemtests.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.remote.Wire;
import io.gatehouse.app.rules.PeopleFile;
import io.gatehouse.app.rules.RuleFiles;
import io.gatehouse.app.usecase.Adopt;
import io.gatehouse.app.usecase.Desk;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.DomainSignature;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.key.SignatureDomain;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import io.gatehouse.core.state.SignedStatement;
import io.gatehouse.definitions.load.Floor;
import io.gatehouse.embedded.EmbeddedEngine;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Many persons of compliance, adopted by the founders of a {@link ServedBot}. Each has a key of its
 * own, since the engine takes one person's statements in the order of their times only; the keys
 * are held in memory, because a thousand credential files would cost Argon2 two thousand times.
 */
final class Callers {

    private final List<PersonId> people = new ArrayList<>();
    private final List<Ed25519Signer> keys = new ArrayList<>();

    private Callers() {}

    /** Adds the persons {@code caller-0} and so on; no engine has the workspace open. */
    static Callers join(ServedBot bot, int count) throws Exception {
        Callers callers = new Callers();
        SecureRandom random = new SecureRandom();
        Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Person> people = new ArrayList<>(PeopleFile.read(bot.workspace().people()));
        for (int i = 0; i < count; i++) {
            PersonId person = new PersonId("caller-" + i);
            Ed25519Signer key = Ed25519Signer.generate(random);
            callers.people.add(person);
            callers.keys.add(key);
            people.add(
                    new Person(
                            person,
                            person.value(),
                            new TreeSet<>(List.of(Role.COMPLIANCE)),
                            List.of(
                                    new PersonKey(
                                            keyOf(person),
                                            key.publicKey().text(),
                                            from,
                                            from.plus(1, ChronoUnit.DAYS),
                                            Optional.empty())),
                            false));
        }
        DurableFiles.replace(bot.workspace().people(), PeopleFile.write(people));
        EmbeddedEngine embedded =
                new EmbeddedEngine(bot.workspace(), InstantSource.system(), Optional.empty())
                        .onFloor(Floor::general);
        JsonObject document = new RuleFiles(bot.workspace(), embedded.programs()).document();
        try (Engine engine = embedded.open("the founders")) {
            for (Map.Entry<String, Role> founder :
                    List.of(Map.entry("anna", Role.OWNER), Map.entry("celina", Role.COMPLIANCE))) {
                Desk desk = new Desk(engine, bot.signer(founder.getKey()));
                assertThat(new Adopt(desk).run(document, Optional.of(founder.getValue())).reason())
                        .isEmpty();
            }
        }
        return callers;
    }

    /** A request's body, signed now by one of them. */
    JsonObject signed(int caller, Command command) {
        PersonId person = people.get(caller);
        KeyId key = keyOf(person);
        JsonObject statement =
                Statement.of(
                        ServedBot.ID, person, key, Instant.now(), "nonce-of-" + person, command);
        return Wire.encode(
                new SignedStatement(
                        person,
                        key,
                        statement,
                        DomainSignature.sign(
                                keys.get(caller), SignatureDomain.STATEMENT, statement)));
    }

    private static KeyId keyOf(PersonId person) {
        return new KeyId(person.value() + "-1");
    }
}
