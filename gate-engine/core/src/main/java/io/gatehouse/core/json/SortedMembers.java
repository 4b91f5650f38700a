package io.gatehouse.core.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/**
 * The members of an object in two arrays, in the natural order of their names. Immutable: what is
 * read a million times for one time that it is made needs no tree.
 */
final class SortedMembers extends AbstractMap<String, JsonValue>
        implements SortedMap<String, JsonValue> {

    /** So many are looked through or moved faster than they are searched for or kept in a tree. */
    private static final int FEW = 32;

    private final String[] names;
    private final JsonValue[] values;

    /** Takes the arrays over; names rise and are well formed, which the caller has seen to. */
    private SortedMembers(String[] names, JsonValue[] values) {
        this.names = names;
        this.values = values;
    }

    /**
     * Copies members of any order.
     *
     * @throws IllegalArgumentException when a name contains half of a surrogate pair
     * @throws NullPointerException when a name or a value is null
     */
    static SortedMembers copyOf(SortedMap<String, JsonValue> members) {
        if (members instanceof SortedMembers same) {
            return same;
        }
        if (members.comparator() != null) {
            return copyOf(new TreeMap<>((Map<String, JsonValue>) members));
        }
        String[] names = new String[members.size()];
        JsonValue[] values = new JsonValue[names.length];
        int count = 0;
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
            JsonString.requireWellFormed(member.getKey());
            names[count] = member.getKey();
            values[count++] = Objects.requireNonNull(member.getValue(), member.getKey());
        }
        return new SortedMembers(names, values);
    }

    /**
     * Members of two arrays, from one place to before another.
     *
     * @throws IllegalArgumentException unless each name is greater than the one before it
     */
    static SortedMembers of(String[] names, JsonValue[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            JsonString.requireWellFormed(names[i]);
            Objects.requireNonNull(values[i], names[i]);
            if (i > from && names[i - 1].compareTo(names[i]) >= 0) {
                throw new IllegalArgumentException("names that do not rise");
            }
        }
        return new SortedMembers(
                Arrays.copyOfRange(names, from, to), Arrays.copyOfRange(values, from, to));
    }

    /**
     * Members on their way, in the order of their names at any time: few, or in that order already,
     * or else in a tree, so that no order in which they come takes quadratic time.
     */
    static final class Collector {

        private String[] names = new String[8];
        private JsonValue[] values = new JsonValue[8];
        private int count;
        private TreeMap<String, JsonValue> many;

        /** Of a name that is given twice the later value counts. */
        void put(String name, JsonValue value) {
            if (many != null) {
                many.put(name, value);
            } else if (count == 0 || names[count - 1].compareTo(name) < 0) {
                insert(count, Objects.requireNonNull(name), value);
            } else if (count <= FEW) {
                int at = Arrays.binarySearch(names, 0, count, name);
                if (at >= 0) {
                    values[at] = value;
                } else {
                    insert(-at - 1, name, value);
                }
            } else {
                many = new TreeMap<>(members());
                many.put(name, value);
            }
        }

        private void insert(int at, String name, JsonValue value) {
            if (count == names.length) {
                names = Arrays.copyOf(names, 2 * count);
                values = Arrays.copyOf(values, 2 * count);
            }
            System.arraycopy(names, at, names, at + 1, count - at);
            System.arraycopy(values, at, values, at + 1, count - at);
            names[at] = name;
            values[at] = value;
            count++;
        }

        SortedMembers members() {
            return many == null ? of(names, values, 0, count) : copyOf(many);
        }
    }

    boolean all(BiPredicate<String, JsonValue> condition) {
        for (int i = 0; i < names.length; i++) {
            if (!condition.test(names[i], values[i])) {
                return false;
            }
        }
        return true;
    }

    /** A copy without the named members. */
    SortedMembers without(String... removed) {
        String[] keptNames = new String[names.length];
        JsonValue[] keptValues = new JsonValue[names.length];
        int count = 0;
        for (int i = 0; i < names.length; i++) {
            if (!Arrays.asList(removed).contains(names[i])) {
                keptNames[count] = names[i];
                keptValues[count++] = values[i];
            }
        }
        return new SortedMembers(Arrays.copyOf(keptNames, count), Arrays.copyOf(keptValues, count));
    }

    @SuppressWarnings("ReferenceEquality") // what is not the same object is compared below
    private int find(Object name) {
        for (int i = 0; i < names.length && i < FEW; i++) {
            if (names[i] == name) { // a constant's own object, as readers use it: most often so
                return i;
            }
        }
        return name instanceof String text ? Arrays.binarySearch(names, text) : -1;
    }

    @Override
    public JsonValue get(Object name) {
        int at = find(name);
        return at < 0 ? null : values[at];
    }

    @Override
    public boolean containsKey(Object name) {
        return find(name) >= 0;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super JsonValue> action) {
        for (int i = 0; i < names.length; i++) {
            action.accept(names[i], values[i]);
        }
    }

    @Override
    public Set<Map.Entry<String, JsonValue>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, JsonValue>> iterator() {
                return new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < names.length;
                    }

                    @Override
                    public Map.Entry<String, JsonValue> next() {
                        if (next >= names.length) {
                            throw new NoSuchElementException();
                        }
                        return Map.entry(names[next], values[next++]);
                    }
                };
            }

            @Override
            public int size() {
                return names.length;
            }
        };
    }

    /** Empty: the natural order. */
    @Override
    public Comparator<? super String> comparator() {
        return null;
    }

    @Override
    public SortedMap<String, JsonValue> subMap(String from, String to) {
        return range(place(from), place(to));
    }

    @Override
    public SortedMap<String, JsonValue> headMap(String to) {
        return range(0, place(to));
    }

    @Override
    public SortedMap<String, JsonValue> tailMap(String from) {
        return range(place(from), names.length);
    }

    private int place(String name) {
        int at = Arrays.binarySearch(names, name);
        return at < 0 ? -at - 1 : at;
    }

    private SortedMembers range(int from, int to) {
        if (from > to) {
            throw new IllegalArgumentException("a range that ends before it begins");
        }
        return new SortedMembers(
                Arrays.copyOfRange(names, from, to), Arrays.copyOfRange(values, from, to));
    }

    @Override
    public String firstKey() {
        return require(0);
    }

    @Override
    public String lastKey() {
        return require(names.length - 1);
    }

    private String require(int index) {
        if (names.length == 0) {
            throw new NoSuchElementException("no members");
        }
        return names[index];
    }
}
