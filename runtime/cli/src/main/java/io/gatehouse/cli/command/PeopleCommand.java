package io.gatehouse.cli.command;

import io.gatehouse.app.found.FoundInstallation;
import io.gatehouse.app.rules.PeopleFile;
import io.gatehouse.app.usecase.RevokePerson;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse people}: who may act. */
@Command(
        name = "people",
        description = "Lists persons, proposes new ones, revokes persons and keys.",
        subcommands = {
            PeopleCommand.ListAll.class,
            PeopleCommand.Add.class,
            PeopleCommand.Revoke.class
        })
public final class PeopleCommand extends Group {

    /** {@code people list}. */
    @Command(name = "list", description = "Lists the adopted persons and their keys.")
    public static final class ListAll extends Verb {

        @Override
        public Integer call() throws Exception {
            List<List<String>> rows = new ArrayList<>();
            List<JsonObject> all = new ArrayList<>();
            Output output = output();
            for (Person person : read().state().governance().people().values()) {
                all.add(RecordCodec.encode(person));
                for (PersonKey key : person.keys()) {
                    rows.add(
                            List.of(
                                    person.id().value(),
                                    person.name(),
                                    String.join(
                                            ",", person.roles().stream().map(Role::code).toList()),
                                    key.id().value(),
                                    output.messages()
                                            .text(
                                                    person.revoked() || key.revokedAt().isPresent()
                                                            ? "people.revoked"
                                                            : key.isValidAt(now())
                                                                    ? "people.valid"
                                                                    : "people.expired"),
                                    key.notAfter().toString()));
                }
            }
            output.table(rows);
            output.json("gatehouse.people/1", JsonObject.of("people", all));
            return ExitCodes.ALLOWED;
        }
    }

    /** {@code people add}. */
    @Command(
            name = "add",
            description =
                    "Adds a person, or a key of a person, to people.yaml; counts after 'adopt'.")
    public static final class Add extends Verb {

        @Parameters(
                paramLabel = "CREDENTIAL",
                description = "The person's credential file; only its public half is read.")
        private Path file;

        @Option(names = "--name", paramLabel = "TEXT", description = "Name of a new person.")
        private Optional<String> name = Optional.empty();

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                converter = RoleConverter.class,
                description = "A role of a new person; repeat it.")
        private List<Role> roles = new ArrayList<>();

        @Override
        public Integer call() throws Exception {
            PersonCredential credential = PersonCredential.load(file);
            return alone(() -> add(credential));
        }

        private int add(PersonCredential credential) throws Exception {
            List<Person> people = new ArrayList<>(PeopleFile.read(workspace().people()));
            Instant from = now().truncatedTo(ChronoUnit.SECONDS);
            PersonKey key =
                    new PersonKey(
                            credential.key(),
                            credential.publicKey().text(),
                            from,
                            from.plus(FoundInstallation.PERSON_KEY_VALIDITY),
                            Optional.empty());
            Optional<Person> known =
                    people.stream().filter(p -> p.id().equals(credential.person())).findFirst();
            if (known.isEmpty() && (name.isEmpty() || roles.isEmpty())) {
                throw Unanswerable.usage(Wording.of("new-person"));
            }
            people.removeIf(p -> p.id().equals(credential.person()));
            List<PersonKey> keys = new ArrayList<>(known.map(Person::keys).orElse(List.of()));
            keys.removeIf(k -> k.id().equals(key.id()));
            keys.add(key);
            TreeSet<Role> all =
                    new TreeSet<>(known.map(Person::roles).map(List::copyOf).orElse(List.of()));
            all.addAll(roles);
            people.add(
                    new Person(
                            credential.person(),
                            name.or(() -> known.map(Person::name)).orElseThrow(),
                            all,
                            keys,
                            false));
            DurableFiles.replace(workspace().people(), PeopleFile.write(people));
            Output output = output();
            output.say("people.proposed", credential.person(), credential.key());
            output.json(
                    "gatehouse.people-proposed/1",
                    JsonObject.builder()
                            .put("person", credential.person().value())
                            .put("key", credential.key().value())
                            .build());
            return ExitCodes.ALLOWED;
        }
    }

    /** {@code people revoke}. */
    @Command(
            name = "revoke",
            description = "A person, or one key of a person, counts no longer; at once.")
    public static final class Revoke extends Verb {

        @Parameters(paramLabel = "PERSON", description = "The person.")
        private String person;

        @Option(names = "--key", paramLabel = "KEY", description = "Only this key.")
        private Optional<String> key = Optional.empty();

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
        private String reason;

        @Override
        public Integer call() throws Exception {
            return write(
                    desk ->
                            answer(
                                    new RevokePerson(desk)
                                            .run(
                                                    typed(() -> new PersonId(person)),
                                                    key.map(v -> typed(() -> new KeyId(v))),
                                                    reason),
                                    "people.revocation",
                                    person));
        }
    }
}
