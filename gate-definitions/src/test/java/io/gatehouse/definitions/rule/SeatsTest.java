package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.PersonId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeatsTest {

    private static final List<Role> ROLES = List.of(Role.OWNER, Role.COMPLIANCE, Role.RISK);

    /** The matching fills as many seats as trying every assignment does. */
    @Test
    void shouldFillAsManySeatsAsAnyAssignment() {
        long seed = 4L;
        Random random = new Random(seed);
        int tried = 0;
        for (; tried < 3_000; tried++) {
            List<List<Role>> seats = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                seats.add(ROLES.subList(random.nextInt(2), 2 + random.nextInt(2)));
            }
            List<Seats.Sitter> sitters = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                sitters.add(
                        new Seats.Sitter(
                                new PersonId("p" + random.nextInt(3)),
                                ROLES.get(random.nextInt(3))));
            }
            int filled = seats.size() - Seats.empty(seats, sitters).size();
            assertThat(filled)
                    .as("seed %d, input %d: %s %s", seed, tried, seats, sitters)
                    .isEqualTo(best(seats, 0, sitters, new HashSet<>()));
        }
        assertThat(tried).isEqualTo(3_000);
    }

    private static int best(
            List<List<Role>> seats, int seat, List<Seats.Sitter> sitters, Set<PersonId> taken) {
        if (seat == seats.size()) {
            return 0;
        }
        int best = best(seats, seat + 1, sitters, taken);
        for (Seats.Sitter sitter : sitters) {
            if (seats.get(seat).contains(sitter.role()) && taken.add(sitter.person())) {
                best = Math.max(best, 1 + best(seats, seat + 1, sitters, taken));
                taken.remove(sitter.person());
            }
        }
        return best;
    }
}
