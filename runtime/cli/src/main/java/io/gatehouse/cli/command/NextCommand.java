package io.gatehouse.cli.command;

import io.gatehouse.app.query.NextAct;
import io.gatehouse.app.query.NextActs;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code gatehouse next}: what to run now, and as whom. */
@Command(name = "next", description = "Says what to run now, and as whom.")
public final class NextCommand extends Verb {

    @Override
    public Integer call() throws Exception {
        List<NextAct> acts = new NextActs(read().state()).all();
        Output output = output();
        print(output, acts);
        output.json(
                "gatehouse.next/1",
                JsonObject.of("next", acts.stream().map(NextAct::toJson).toList()));
        return ExitCodes.ALLOWED;
    }

    static void print(Output output, List<NextAct> acts) {
        if (acts.isEmpty()) {
            output.say("next.nothing");
        }
        for (NextAct act : acts) {
            output.say("next." + act.kind(), act.subject());
            output.line("    " + act.command() + as(act.persons()));
            if (!act.roles().isEmpty()) {
                who(output, act.roles(), act.persons());
            }
        }
    }

    /** Ready to be typed where there is no choice. */
    static String as(List<PersonId> persons) {
        return switch (persons.size()) {
            case 0 -> "";
            case 1 -> " --as " + persons.get(0);
            default -> " --as PERSON";
        };
    }

    static void who(Output output, List<Role> roles, List<PersonId> persons) {
        output.say(
                "next.as",
                String.join(", ", roles.stream().map(Role::code).toList()),
                persons.isEmpty()
                        ? output.messages().text("next.nobody")
                        : String.join(", ", persons.stream().map(PersonId::value).toList()));
    }
}
