package io.gatehouse.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Two arrays answer as a tree of the same members does. */
class SortedMembersTest {

    private static final String[] NAMES = {"b", "d", "f"};
    private static final JsonValue[] VALUES = {
        new JsonInteger(1), new JsonInteger(2), new JsonInteger(3)
    };
    private static final List<String> ASKED = List.of("a", "b", "c", "d", "e", "f", "g");

    private final SortedMembers members = SortedMembers.of(NAMES, VALUES, 0, 3);
    private final TreeMap<String, JsonValue> tree = tree(3);

    private static TreeMap<String, JsonValue> tree(int count) {
        TreeMap<String, JsonValue> tree = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            tree.put(NAMES[i], VALUES[i]);
        }
        return tree;
    }

    @Test
    void shouldAnswerForEveryNameAsATree() {
        for (String name : ASKED) {
            // a name's own object and one that is only equal
            for (String asked : List.of(name, String.valueOf(name.toCharArray()))) {
                assertThat(members.get(asked)).isEqualTo(tree.get(asked));
                assertThat(members.containsKey(asked)).isEqualTo(tree.containsKey(asked));
            }
        }
        assertThat(members.get((Object) 1)).isNull();
        assertThat(members.containsKey((Object) 1)).isFalse();
    }

    @Test
    void shouldAnswerForEachOfManyMembers() {
        TreeMap<String, JsonValue> many = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            many.put("n" + i, new JsonInteger(i));
        }
        SortedMembers copy = SortedMembers.copyOf(many);

        many.forEach((name, value) -> assertThat(copy.get(name)).isEqualTo(value));
        assertThat(copy).hasSize(100).isEqualTo(many);
    }

    @Test
    void shouldListMembersInOrder() {
        List<Map.Entry<String, JsonValue>> listed = new ArrayList<>(members.entrySet());
        assertThat(listed).isEqualTo(new ArrayList<>(tree.entrySet()));
        assertThat(members.entrySet()).hasSize(3);
        assertThat(members).hasSize(3).isEqualTo(tree).hasSameHashCodeAs(tree);

        List<String> names = new ArrayList<>();
        List<JsonValue> values = new ArrayList<>();
        members.forEach(
                (name, value) -> {
                    names.add(name);
                    values.add(value);
                });
        assertThat(names).containsExactly(NAMES);
        assertThat(values).containsExactly(VALUES);
    }

    @Test
    void shouldEndItsListWhereTheMembersEnd() {
        Iterator<Map.Entry<String, JsonValue>> all = members.entrySet().iterator();
        for (int i = 0; i < 3; i++) {
            assertThat(all.hasNext()).isTrue();
            all.next();
        }
        assertThat(all.hasNext()).isFalse();
        assertThatThrownBy(all::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void shouldCutEveryRangeAsATree() {
        for (String from : ASKED) {
            assertThat(members.headMap(from)).isEqualTo(tree.headMap(from));
            assertThat(members.tailMap(from)).isEqualTo(tree.tailMap(from));
            for (String to : ASKED) {
                if (from.compareTo(to) <= 0) {
                    assertThat(members.subMap(from, to)).isEqualTo(tree.subMap(from, to));
                }
            }
        }
        assertThatThrownBy(() -> members.subMap("e", "a"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldHaveTheNaturalOrderAndItsEnds() {
        assertThat(members.comparator()).isNull();
        assertThat(members.firstKey()).isEqualTo("b");
        assertThat(members.lastKey()).isEqualTo("f");

        SortedMap<String, JsonValue> none = members.headMap("a");
        assertThatThrownBy(none::firstKey).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(none::lastKey).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void shouldTakeAPartOfArrays() {
        assertThat(SortedMembers.of(NAMES, VALUES, 1, 3)).isEqualTo(tree.tailMap("c"));
        assertThat(SortedMembers.of(NAMES, VALUES, 0, 2)).isEqualTo(tree(2));
        assertThat(SortedMembers.of(NAMES, VALUES, 2, 2)).isEmpty();
    }

    @Test
    void shouldRefuseNamesThatDoNotRise() {
        for (String[] names : new String[][] {{"b", "a"}, {"a", "a"}}) {
            assertThatThrownBy(() -> SortedMembers.of(names, VALUES, 0, 2))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        // what lies before the part is not its concern
        assertThat(SortedMembers.of(new String[] {"z", "a", "b"}, VALUES, 1, 3)).hasSize(2);
    }

    @Test
    void shouldRefuseHalfACharacterAndMembersWithoutValue() {
        String half = "a\ud83d";
        TreeMap<String, JsonValue> halved = new TreeMap<>(Map.of(half, VALUES[0]));
        TreeMap<String, JsonValue> empty = new TreeMap<>();
        empty.put("a", null);

        assertThatThrownBy(() -> SortedMembers.of(new String[] {half}, VALUES, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SortedMembers.copyOf(halved))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SortedMembers.copyOf(empty))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> SortedMembers.of(new String[] {"a"}, new JsonValue[] {null}, 0, 1))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void shouldPutMembersOfAnotherOrderIntoTheNaturalOne() {
        TreeMap<String, JsonValue> reversed = new TreeMap<>(Comparator.reverseOrder());
        reversed.putAll(tree);

        SortedMembers copy = SortedMembers.copyOf(reversed);

        assertThat(List.copyOf(copy.keySet())).containsExactly(NAMES);
        assertThat(copy.get("d")).isEqualTo(VALUES[1]);
    }

    @Test
    void shouldNotFollowTheArraysThatItWasMadeOf() {
        String[] names = NAMES.clone();
        JsonValue[] values = VALUES.clone();
        SortedMembers made = SortedMembers.of(names, values, 0, 3);
        names[0] = "x";
        values[0] = VALUES[2];

        assertThat(made).isEqualTo(tree);
    }

    @Test
    void shouldLeaveOutWhatIsNamed() {
        assertThat(members.without("d", "x")).isEqualTo(Map.of("b", VALUES[0], "f", VALUES[2]));
        assertThat(members.without()).isEqualTo(tree);
        assertThat(members.without(NAMES)).isEmpty();
    }

    @Test
    void shouldAskEachMemberUntilOneFails() {
        List<String> seen = new ArrayList<>();

        assertThat(members.all((name, value) -> seen.add(name))).isTrue();
        assertThat(seen).containsExactly(NAMES);

        seen.clear();
        assertThat(members.all((name, value) -> seen.add(name) && name.equals("b"))).isFalse();
        assertThat(seen).containsExactly("b", "d");
    }
}
