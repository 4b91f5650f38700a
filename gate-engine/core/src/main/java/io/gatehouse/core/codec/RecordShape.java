package io.gatehouse.core.codec;

import io.gatehouse.core.json.CanonicalWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a record consists of: its components and its constructor, looked up once for each class.
 *
 * @param members in the order of the components
 * @param sorted the members in order of their names
 * @param name of the record, for messages
 */
record RecordShape(
        List<Member> members, List<Member> sorted, String name, Constructor<?> constructor) {

    /**
     * One component of a record.
     *
     * @param label the name as it is written
     * @param type of the value, within its optional where it has one
     * @param kind of every value of that type
     * @param path for messages
     */
    record Member(
            String name,
            byte[] label,
            boolean optional,
            Type type,
            Kind kind,
            String path,
            Method getter) {

        /** The value of the member; null for an absent one, which has none. */
        Object present(Record value) {
            Object read = read(value);
            return optional
                    ? ((Optional<?>) read).orElse(null)
                    : Objects.requireNonNull(read, path);
        }

        private Object read(Record value) {
            try {
                return getter.invoke(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + path, e);
            }
        }
    }

    /** Kept with the classes, and forgotten with them. */
    private static final ClassValue<RecordShape> SHAPES =
            new ClassValue<>() {
                @Override
                protected RecordShape computeValue(Class<?> type) {
                    return inspect(type);
                }
            };

    /** The shape of a class of records. */
    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** What a constructor refuses is a fault of the value. */
    Object construct(String path, Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new CodecFault(path + ": " + e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + name, e);
        }
    }

    private static RecordShape inspect(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            List<Member> members = new ArrayList<>();
            for (RecordComponent component : components) {
                members.add(memberOf(type, component));
            }
            List<Member> sorted = new ArrayList<>(members);
            sorted.sort(Comparator.comparing(Member::name));
            return new RecordShape(
                    List.copyOf(members), List.copyOf(sorted), type.getSimpleName(), constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("record without canonical constructor", e);
        }
    }

    private static Member memberOf(Class<?> type, RecordComponent component) {
        component.getAccessor().setAccessible(true);
        boolean optional = component.getType() == Optional.class;
        Type present = optional ? within(component.getGenericType()) : component.getGenericType();
        return new Member(
                component.getName(),
                CanonicalWriter.label(component.getName()),
                optional,
                present,
                Kind.ofDeclared(present),
                type.getSimpleName() + "." + component.getName(),
                component.getAccessor());
    }

    private static Type within(Type optional) {
        return ((ParameterizedType) optional).getActualTypeArguments()[0];
    }
}
