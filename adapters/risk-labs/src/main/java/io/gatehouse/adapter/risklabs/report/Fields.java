package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.audit.json.JsonNumbers;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The members of one object of a report that is being read.
 *
 * <p>Every method throws {@link IllegalArgumentException} with the member's path when it is missing
 * or of another kind. Members that nobody asks for are found later, by comparing bytes.
 *
 * @param path where the object stands, such as {@code profiles[1]}
 */
record Fields(JsonObject object, String path) {

    String text(String name) {
        return object.text(name).orElseThrow(() -> missing(name, "a text"));
    }

    boolean flag(String name) {
        return object.flag(name).orElseThrow(() -> missing(name, "true or false"));
    }

    long integer(String name) {
        return object.integer(name).orElseThrow(() -> missing(name, "an integer"));
    }

    double number(String name) {
        return maybeNumber(name).orElseThrow(() -> missing(name, "a finite number"));
    }

    OptionalDouble maybeNumber(String name) {
        Optional<JsonValue> value = object.find(name);
        return value.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(real(value.get(), name));
    }

    Instant time(String name) {
        return Timestamps.parse(text(name)).orElseThrow(() -> missing(name, "a time"));
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        String text = text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw missing(name, "a known word");
    }

    Fields fields(String name) {
        return maybeFields(name).orElseThrow(() -> missing(name, "an object"));
    }

    Optional<Fields> maybeFields(String name) {
        Optional<JsonValue> value = object.find(name);
        if (value.isPresent() && !(value.get() instanceof JsonObject)) {
            throw missing(name, "an object");
        }
        return object.object(name).map(o -> new Fields(o, place(name)));
    }

    <T> List<T> objects(String name, Function<Fields, T> form) {
        List<T> list = new ArrayList<>();
        for (JsonValue value : array(name)) {
            String place = place(name) + "[" + list.size() + "]";
            if (!(value instanceof JsonObject element)) {
                throw new IllegalArgumentException(place + " is not an object");
            }
            list.add(form.apply(new Fields(element, place)));
        }
        return list;
    }

    List<String> texts(String name) {
        List<String> list = new ArrayList<>();
        for (JsonValue value : array(name)) {
            if (!(value instanceof JsonString text)) {
                throw missing(name, "a list of texts");
            }
            list.add(text.value());
        }
        return list;
    }

    List<Instant> times(String name) {
        return texts(name).stream()
                .map(t -> Timestamps.parse(t).orElseThrow(() -> missing(name, "a list of times")))
                .toList();
    }

    List<Double> numbers(String name) {
        return array(name).stream().map(value -> real(value, name)).toList();
    }

    List<Long> integers(String name) {
        return numbers(name).stream()
                .map(
                        number -> {
                            if (number != Math.rint(number)) {
                                throw missing(name, "a list of integers");
                            }
                            return number.longValue();
                        })
                .toList();
    }

    SortedMap<String, Double> numbersByName(String name) {
        SortedMap<String, Double> numbers = new TreeMap<>();
        Fields fields = fields(name);
        fields.object.names().forEach(member -> numbers.put(member, fields.number(member)));
        return numbers;
    }

    SortedMap<String, String> textsByName(String name) {
        SortedMap<String, String> texts = new TreeMap<>();
        Fields fields = fields(name);
        fields.object.names().forEach(member -> texts.put(member, fields.text(member)));
        return texts;
    }

    private List<JsonValue> array(String name) {
        if (!(object.find(name).orElse(null) instanceof JsonArray array)) {
            throw missing(name, "a list");
        }
        return array.values();
    }

    private double real(JsonValue value, String name) {
        double number =
                JsonNumbers.decimal(value)
                        .map(BigDecimal::toString)
                        .map(Double::parseDouble)
                        .orElseThrow(() -> missing(name, "a number"));
        if (!Double.isFinite(number)) {
            throw missing(name, "a finite number");
        }
        return number;
    }

    private String place(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private IllegalArgumentException missing(String name, String expected) {
        return new IllegalArgumentException(place(name) + " is not " + expected);
    }
}
