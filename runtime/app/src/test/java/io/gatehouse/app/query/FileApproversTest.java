package io.gatehouse.app.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.state.Person;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FileApproversTest {

    private static final List<Person> PEOPLE =
            List.of(
                    person("carl", false, Role.COMPLIANCE),
                    person("olga", false, Role.OWNER),
                    person("oskar", false, Role.OWNER),
                    person("otto", false, Role.OPERATOR),
                    person("pawel", false, Role.OPERATOR),
                    person("rita", false, Role.RISK),
                    person("sole", false, Role.OWNER, Role.COMPLIANCE, Role.RISK),
                    person("zoe", true, Role.COMPLIANCE));

    private static Person person(String id, boolean revoked, Role... roles) {
        return new Person(new PersonId(id), id, new TreeSet<>(List.of(roles)), List.of(), revoked);
    }

    private static List<String> counting(String... signed) {
        SortedSet<PersonId> ids =
                Stream.of(signed).map(PersonId::new).collect(Collectors.toCollection(TreeSet::new));
        return FileApprovers.counting(PEOPLE, ids).stream().map(PersonId::value).toList();
    }

    @Test
    void shouldCountTheOwnerAndAnotherOfComplianceOrRisk() {
        assertThat(counting("olga", "carl")).containsExactly("carl", "olga");
        assertThat(counting("olga", "rita")).containsExactly("olga", "rita");
        assertThat(counting("olga", "sole")).containsExactly("olga", "sole");
        assertThat(counting("olga", "carl", "otto")).containsExactly("carl", "olga");
    }

    @Test
    void shouldNotTakeTwoOfOneSideOrOfOtherRolesForTwo() {
        assertThat(counting("otto", "pawel")).isEmpty();
        assertThat(counting("olga", "oskar")).hasSize(1);
        assertThat(counting("carl", "rita")).hasSize(1);
        assertThat(counting("olga", "otto")).containsExactly("olga");
        assertThat(counting("sole")).containsExactly("sole");
        assertThat(counting("olga", "zoe")).containsExactly("olga");
        assertThat(counting("olga", "nobody")).containsExactly("olga");
        assertThat(counting()).isEmpty();
    }
}
