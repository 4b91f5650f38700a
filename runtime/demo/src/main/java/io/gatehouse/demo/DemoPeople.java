package io.gatehouse.demo;

import io.gatehouse.app.found.Newcomer;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.PersonId;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** The cast: one person for each job, and a second one where somebody else must look. */
final class DemoPeople {

    static final List<Newcomer> ALL =
            List.of(
                    person("anna", "Anna Nowak", Role.OWNER),
                    person("celina", "Celina Wrona", Role.COMPLIANCE),
                    person("olaf", "Olaf Maj", Role.OPERATOR),
                    person("remek", "Remigiusz Lis", Role.RUNTIME),
                    person("renata", "Renata Dudek", Role.RUNTIME),
                    person("oskar", "Oskar Zych", Role.OBSERVABILITY),
                    person("stefa", "Stefania Kot", Role.STRATEGY),
                    person("rita", "Rita Bury", Role.RISK),
                    person("leon", "Leon Wilk", Role.RELEASE),
                    person("olga", "Olga Sowa", Role.OEM_OPERATOR),
                    person("sara", "Sara Gil", Role.SECURITY),
                    person("szymon", "Szymon Mak", Role.SECURITY),
                    person("ewa", "Ewa Zaremba", Role.EXECUTION),
                    person("urban", "Urban Pik", Role.UI),
                    person("ada", "Ada Sum", Role.AUDITOR));

    private DemoPeople() {}

    private static Newcomer person(String id, String name, Role... roles) {
        return new Newcomer(new PersonId(id), name, new TreeSet<>(Arrays.asList(roles)));
    }

    /** Everybody in a role, in the order of the cast. */
    static List<PersonId> in(Role role) {
        return ALL.stream().filter(p -> p.roles().contains(role)).map(Newcomer::id).toList();
    }
}
