package io.gatehouse.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.event.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        List<String> inCode = new ArrayList<>();
        EventCodec.allTypes().forEach((name, type) -> inCode.add(name + ": " + members(type)));

        List<String> onPage = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            onPage.add(row.group(1) + ": " + row.group(2));
        }

        assertThat(onPage)
                .as("rows of docs/reference/events.md against the events in the code")
                .containsExactlyInAnyOrderElementsOf(inCode);
    }

    private static String members(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> "`" + component.getName() + "`")
                .collect(Collectors.joining(", "));
    }
}
