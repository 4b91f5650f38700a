package io.gatehouse.adapter.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParametersTest {

    private final CommandAction action =
            new CommandAction(Map.of("tool", List.of("/bin/true")), Scripts.CLOCK);

    @Test
    void shouldAcceptAWholeSetOfParameters() {
        JsonObject with =
                JsonObject.builder()
                        .put("program", "tool")
                        .put("arguments", List.of("--cycles", "1"))
                        .put("environment", Map.of("PROFILE_2", "x"))
                        .build();

        assertThat(action.lint(with)).isEmpty();
    }

    @Test
    void shouldNameEveryFault() {
        JsonObject with =
                JsonObject.builder()
                        .put("program", "none")
                        .put("arguments", List.of("ok", 1, "nul\0"))
                        .put("environment", Map.of("lower", "x"))
                        .put("repeatable", true)
                        .build();

        assertThat(action.lint(with))
                .containsExactly(
                        "unknown parameter 'repeatable'",
                        "arguments[1] must be a text without NUL, at most 8192 characters",
                        "arguments[2] must be a text without NUL, at most 8192 characters",
                        "environment name 'lower' is not of upper-case letters, digits and '_'",
                        "program 'none' is not configured");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "LD_PRELOAD",
                "BASH_ENV",
                "PYTHONPATH",
                "NODE_OPTIONS",
                "JAVA_TOOL_OPTIONS",
                "GATEHOUSE_ACTION",
                "IFS"
            })
    void shouldRefuseVariablesThatLoadForeignCode(String name) {
        JsonObject with = JsonObject.of("program", "tool").with("environment", Map.of(name, "x"));

        assertThat(action.lint(with)).singleElement().asString().contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"API_KEY", "DB_PASSWORD", "VAULT_TOKEN", "MY_SECRET"})
    void shouldRefuseVariablesThatLookLikeSecretsWithoutShowingTheirValue(String name) {
        JsonObject with =
                JsonObject.of("program", "tool").with("environment", Map.of(name, "hunter2"));

        assertThat(action.lint(with))
                .singleElement()
                .asString()
                .contains("secret")
                .doesNotContain("hunter2");
    }

    @Test
    void shouldReadWhateverTheLinterAccepts() {
        long seed = 20261120L;
        Random random = new Random(seed);
        int accepted = 0;
        int tried = 20_000;
        for (int i = 0; i < tried; i++) {
            JsonObject.Builder with = JsonObject.builder();
            for (String name : List.of("program", "arguments", "environment", "Program")) {
                if (random.nextInt(4) > 0 && !(name.equals("Program") && random.nextInt(4) > 0)) {
                    with.put(name, value(random, 2));
                }
            }
            JsonObject object = with.build();
            if (CommandParameters.faults(object).isEmpty()) {
                accepted++;
                assertThat(CommandParameters.of(object).program())
                        .as("seed %s, input %s", seed, i)
                        .isNotBlank();
            }
        }
        assertThat(accepted).as("seed %s: accepted of %s", seed, tried).isGreaterThan(100);
    }

    private static JsonValue value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> JsonNull.NULL;
            case 1 -> JsonValue.of(random.nextInt());
            case 2, 3 ->
                    JsonValue.of(List.of("tool", "A", "", "a b", "x\0").get(random.nextInt(5)));
            case 4 -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield JsonValue.of(list);
            }
            default ->
                    JsonValue.of(
                            Map.of(
                                    List.of("A", "PATH", "b", "X_1").get(random.nextInt(4)),
                                    value(random, depth - 1)));
        };
    }
}
