package io.gatehouse.configuration.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigChecksTest {

    private static final Path TESTS =
            Path.of(
                    System.getProperty("gatehouse.root"),
                    "gate-engine/configuration/src/test/java/io/gatehouse/configuration/check");

    @Test
    void shouldGiveEachCodeAndEachCheckANameOfItsOwn() {
        assertThat(ConfigChecks.codes()).extracting(ConfigCode::id).doesNotHaveDuplicates();
        assertThat(ConfigChecks.described())
                .extracting(ConfigChecks.Described::name)
                .doesNotHaveDuplicates()
                .hasSize(22);
    }

    @Test
    void shouldListEveryCodeThatACheckDeclares() throws IllegalAccessException {
        for (ConfigCheck check : ConfigChecks.ALL) {
            assertThat(check.codes()).as(check.name()).containsAll(declared(check.getClass()));
        }
    }

    @Test
    void shouldTestEveryCodeOfEveryCheck() throws IOException, IllegalAccessException {
        int tested = 0;
        for (ConfigCheck check : ConfigChecks.ALL) {
            Path file = TESTS.resolve(check.getClass().getSimpleName() + "Test.java");
            String test = Files.readString(file);
            for (Field field : check.getClass().getDeclaredFields()) {
                if (field.getType() == ConfigCode.class) {
                    assertThat(test)
                            .as("%s", file.getFileName())
                            .contains(check.getClass().getSimpleName() + "." + field.getName());
                    tested++;
                }
            }
        }
        Set<ConfigCode> all = new HashSet<>(ConfigChecks.codes());
        all.remove(Examination.TYPE);
        assertThat(tested).isEqualTo(all.size());
    }

    private static List<ConfigCode> declared(Class<?> check) throws IllegalAccessException {
        List<ConfigCode> codes = new ArrayList<>();
        for (Field field : check.getDeclaredFields()) {
            if (field.getType() == ConfigCode.class) {
                codes.add((ConfigCode) field.get(null));
            }
        }
        return codes;
    }
}
