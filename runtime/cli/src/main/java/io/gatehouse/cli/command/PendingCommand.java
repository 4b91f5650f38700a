package io.gatehouse.cli.command;

import io.gatehouse.app.query.Need;
import io.gatehouse.app.query.PendingNeeds;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Messages;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.Person;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse pending}: what waits for a person. Reads only: no credential is opened. */
@Command(
        name = "pending",
        description =
                "Says what waits for a person or a role, nearest deadline first; exit 8 if anything does.")
public final class PendingCommand extends Verb {

    @Option(
            names = "--person",
            paramLabel = "PERSON",
            description = "For this person (as --as does here; no passphrase is asked).")
    private Optional<String> person = Optional.empty();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            converter = RoleConverter.class,
            description = "For this role.")
    private Optional<Role> role = Optional.empty();

    @Option(
            names = "--within",
            paramLabel = "DURATION",
            defaultValue = "P7D",
            description =
                    "How long before its end a key, permit or file is told of (default: P7D).")
    private Duration within;

    @Override
    public Integer call() throws Exception {
        Output output = output();
        ReadOnlyInstallation installation = read();
        Optional<PersonId> who = who(installation, output.messages());
        PendingNeeds pending = new PendingNeeds(installation.state(), now(), within);
        List<Need> needs =
                who.map(pending::of).or(() -> role.map(pending::of)).orElseGet(pending::all);
        if (who.isPresent() && role.isPresent()) {
            needs = needs.stream().filter(n -> n.roles().contains(role.get())).toList();
        }
        print(output, needs, who);
        int code = needs.isEmpty() ? ExitCodes.ALLOWED : ExitCodes.PENDING;
        output.json(
                "gatehouse.pending/1",
                JsonObject.builder()
                        .put("exit", code)
                        .put("as_of", now().toString())
                        .put("person", who.map(PersonId::value).orElse(""))
                        .put("role", role.map(Role::code).orElse(""))
                        .put("needs", needs.stream().map(n -> n.toJson(now())).toList())
                        .put("journal", json(installation.position()))
                        .build());
        return code;
    }

    /** Nobody waits for an unknown person: a typing error must not read as "nothing to do". */
    private Optional<PersonId> who(ReadOnlyInstallation installation, Messages messages)
            throws Unanswerable {
        Optional<String> acting = actingPerson();
        if (person.isPresent() && acting.isPresent() && !person.equals(acting)) {
            throw Unanswerable.usage(messages.text("pending.two-persons"));
        }
        Optional<String> name = person.or(() -> acting);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        PersonId id = typed(() -> new PersonId(name.get()));
        Optional<Person> known = installation.state().governance().person(id);
        if (known.filter(p -> !p.revoked()).isEmpty()) {
            throw Unanswerable.conflict(
                    messages.text(known.isEmpty() ? "pending.unknown" : "pending.revoked", id));
        }
        return Optional.of(id);
    }

    private void print(Output output, List<Need> needs, Optional<PersonId> who) {
        Messages messages = output.messages();
        String whose = who.map(PersonId::value).or(() -> role.map(Role::code)).orElse("");
        if (needs.isEmpty()) {
            output.say(whose.isEmpty() ? "pending.none" : "pending.none-for", whose);
            return;
        }
        output.say(whose.isEmpty() ? "pending.some" : "pending.some-for", needs.size(), whose);
        for (Need need : needs) {
            output.line("");
            output.say("pending." + need.kind(), need.subject(), need.detail());
            need.deadline()
                    .ifPresent(
                            end ->
                                    output.say(
                                            "pending.until",
                                            end,
                                            Spans.text(need.left(now()).orElseThrow(), messages)));
            output.line(
                    "    "
                            + need.command()
                            + who.map(p -> " --as " + p)
                                    .orElseGet(() -> NextCommand.as(need.persons())));
            if (who.isEmpty()) {
                NextCommand.who(output, need.roles(), need.persons());
            }
        }
    }
}
