package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.PersonId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether persons can fill seats, no person more than one: maximum bipartite matching by augmenting
 * paths. A greedy choice would refuse sets of approvals that suffice.
 */
final class Seats {

    /** A person who agreed in a role. */
    record Sitter(PersonId person, Role role) {}

    private Seats() {}

    /**
     * The seats that stay empty.
     *
     * @param seats the roles that each seat admits
     */
    static List<List<Role>> empty(List<List<Role>> seats, List<Sitter> sitters) {
        Map<PersonId, Integer> taken = new HashMap<>();
        List<List<Role>> empty = new ArrayList<>();
        for (int seat = 0; seat < seats.size(); seat++) {
            if (!place(seat, seats, sitters, taken, new HashSet<>())) {
                empty.add(seats.get(seat));
            }
        }
        return empty;
    }

    private static boolean place(
            int seat,
            List<List<Role>> seats,
            List<Sitter> sitters,
            Map<PersonId, Integer> taken,
            Set<PersonId> tried) {
        for (Sitter sitter : sitters) {
            if (seats.get(seat).contains(sitter.role()) && tried.add(sitter.person())) {
                Integer before = taken.get(sitter.person());
                if (before == null || place(before, seats, sitters, taken, tried)) {
                    taken.put(sitter.person(), seat);
                    return true;
                }
            }
        }
        return false;
    }
}
