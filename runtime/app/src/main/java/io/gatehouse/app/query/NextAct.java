package io.gatehouse.app.query;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import java.util.List;

/**
 * One thing that can be done now.
 *
 * @param kind why, for message bundles: {@code next.<kind>}
 * @param subject the promotion, step or environment
 * @param command the command line, ready to be typed but for what stands in capitals
 * @param roles any one of them may do it; empty when the engine itself does
 * @param persons who has one of the roles and is not shut out by what they did before
 */
public record NextAct(
        String kind, String subject, String command, List<Role> roles, List<PersonId> persons) {

    public NextAct {
        roles = List.copyOf(roles);
        persons = List.copyOf(persons);
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("kind", kind)
                .put("subject", subject)
                .put("command", command)
                .put("roles", roles.stream().map(Role::code).toList())
                .put("persons", persons.stream().map(PersonId::value).toList())
                .build();
    }
}
