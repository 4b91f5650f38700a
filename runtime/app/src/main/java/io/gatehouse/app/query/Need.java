package io.gatehouse.app.query;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One thing that waits for a person.
 *
 * @param kind why, for message bundles: {@code pending.<kind>}
 * @param subject the promotion, step, key or file that it is about
 * @param detail a stable remark such as the reason of a proposed waiver; may be empty
 * @param since when it began to wait, or the thing that ends began
 * @param deadline after which it is too late, or the thing has ended; empty when it waits for ever
 * @param command the command line, ready to be typed but for what stands in capitals
 * @param roles any one of them may do it
 * @param persons who has one of the roles and is not shut out by what they did before
 */
public record Need(
        String kind,
        String subject,
        String detail,
        Instant since,
        Optional<Instant> deadline,
        String command,
        List<Role> roles,
        List<PersonId> persons) {

    public Need {
        roles = List.copyOf(roles);
        persons = List.copyOf(persons);
    }

    static Need of(NextAct act, Instant since, Optional<Instant> deadline) {
        return new Need(
                act.kind(),
                act.subject(),
                "",
                since,
                deadline,
                act.command(),
                act.roles(),
                act.persons());
    }

    /** The time that is left; empty without a deadline, never negative. */
    public Optional<Duration> left(Instant now) {
        return deadline.map(end -> now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO);
    }

    public JsonObject toJson(Instant now) {
        JsonObject.Builder out =
                JsonObject.builder()
                        .put("kind", kind)
                        .put("subject", subject)
                        .put("detail", detail)
                        .put("since", since.toString())
                        .put("command", command)
                        .put("roles", roles.stream().map(Role::code).toList())
                        .put("persons", persons.stream().map(PersonId::value).toList());
        deadline.ifPresent(end -> out.put("deadline", end.toString()));
        left(now).ifPresent(left -> out.put("left_seconds", left.toSeconds()));
        return out.build();
    }
}
