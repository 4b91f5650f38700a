package io.gatehouse.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.event.EventCodec;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/events.md} lists every event with its members, and no other. */
class EventsPageTest {

    private static final Path PAGE =
            Path.of(System.getProperty("gatehouse.root"), "docs/reference/events.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| [^|]+ \\| ([^|]+) \\|$");

    @Test
    void shouldListEveryEventWithItsMembers() throws IOException {
        Map<String, String> inCode = new TreeMap<>();
        EventCodec.allTypes().forEach((name, type) -> inCode.put(name, members(type)));

        Map<String, String> onPage = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            onPage.put(row.group(1), row.group(2).replace("`", ""));
        }

        assertThat(onPage).isEqualTo(inCode);
    }

    private static String members(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.joining(", "));
    }
}
