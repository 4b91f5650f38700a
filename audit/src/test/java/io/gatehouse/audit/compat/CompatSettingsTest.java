package io.gatehouse.audit.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Options and the variables beneath them. */
class CompatSettingsTest {

    /** Variables and their values in turn; the prefix is added. */
    private static Map<String, String> variables(String... namesAndValues) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put(
                    "BOT_CORE_VERIFY_DECISION_LOG_" + namesAndValues[i],
                    namesAndValues[i + 1].replace('\'', '"'));
        }
        return variables;
    }

    private static CompatSettings settings(Map<String, String> variables, String... options)
            throws CompatFailure {
        return new CompatSettings(CompatFlags.parse(List.of(options)), variables);
    }

    @FunctionalInterface
    private interface Asking {
        Object answer() throws CompatFailure;
    }

    private static void assertRefused(CompatReason reason, Asking asking) {
        assertThatThrownBy(asking::answer)
                .isInstanceOfSatisfying(
                        CompatFailure.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void shouldLetAnOptionWinOverItsVariable() throws CompatFailure {
        CompatSettings both =
                settings(
                        variables("SCHEMA", "theirs", "PATH", "their.log", "EXPECT_MODE", "jsonl"),
                        "--schema",
                        "ours",
                        "our.log",
                        "--expect-mode",
                        "grpc");
        assertThat(both.one("--schema")).contains("ours");
        assertThat(both.path()).contains("our.log");
        assertThat(both.expectedMode()).contains("grpc");

        CompatSettings variable =
                settings(
                        variables(
                                "SCHEMA", "theirs", "PATH", "their.log", "EXPECT_MODE", " JSONL "));
        assertThat(variable.one("--schema")).contains("theirs");
        assertThat(variable.path()).contains("their.log");
        assertThat(variable.expectedMode()).contains("jsonl");
    }

    @Test
    void shouldTakeAnEmptyVariableForAbsent() throws CompatFailure {
        CompatSettings empty =
                settings(
                        variables(
                                "SCHEMA",
                                "",
                                "PATH",
                                "",
                                "EXPECT_MODE",
                                "",
                                "HMAC_KEY",
                                "",
                                "PRINT_RISK_PROFILES",
                                "",
                                "REQUIRE_AUTH_SCOPE",
                                " "));

        assertThat(empty.one("--schema")).isEmpty();
        assertThat(empty.path()).isEmpty();
        assertThat(empty.expectedMode()).isEmpty();
        assertThat(empty.keySource().text()).isEmpty();
        assertThat(empty.isSet("--print-risk-profiles")).isFalse();
        assertThat(empty.list("--require-auth-scope", "REQUIRE_AUTH_SCOPE", PythonText::normal))
                .isEmpty();
    }

    @Test
    void shouldReadSwitchesFromOptionsAndVariables() throws CompatFailure {
        assertThat(settings(Map.of(), "--require-tls").isSet("--require-tls")).isTrue();
        assertThat(settings(Map.of()).isSet("--require-tls")).isFalse();
        assertThat(settings(variables("REQUIRE_TLS", "on")).isSet("--require-tls")).isTrue();
        assertThat(settings(variables("REQUIRE_TLS", "off")).isSet("--require-tls")).isFalse();
        for (String neither : List.of("", "perhaps")) {
            assertRefused(
                    CompatReason.USAGE,
                    () -> settings(variables("REQUIRE_TLS", neither)).isSet("--require-tls"));
        }
        assertRefused(
                CompatReason.USAGE, () -> settings(variables("EXPECT_MODE", "xml")).expectedMode());
    }

    @Test
    void shouldTakeOneSourceOfTheKey() throws CompatFailure {
        assertThat(settings(Map.of(), "--hmac-key", "k", "--hmac-key-id", "i").keySource())
                .satisfies(
                        key -> {
                            assertThat(key.text()).contains("k");
                            assertThat(key.file()).isEmpty();
                            assertThat(key.id()).contains("i");
                        });
        CompatSettings.KeySource inherited =
                settings(variables("HMAC_KEY_FILE", "f", "HMAC_KEY_ID", "i")).keySource();
        assertThat(inherited.file()).contains("f");
        assertThat(inherited.id()).contains("i");
        assertThat(settings(variables("HMAC_KEY", "k"), "--hmac-key=").keySource().text())
                .contains("k");
        assertThat(settings(variables("HMAC_KEY_ID", "i"), "--hmac-key-id", "i").keySource().id())
                .contains("i");

        assertThat(settings(variables("HMAC_KEY_ID", "i"), "--hmac-key-id=").keySource().id())
                .contains("i");

        assertRefused(
                CompatReason.KEY_SOURCE_CONFLICT,
                () -> settings(variables("HMAC_KEY_FILE", "f"), "--hmac-key", "k").keySource());
        assertRefused(
                CompatReason.USAGE,
                () -> settings(variables("HMAC_KEY_ID", "a"), "--hmac-key-id", "b").keySource());
    }

    private static List<String> scopes(String variable, String... options) throws CompatFailure {
        return settings(variables("REQUIRE_AUTH_SCOPE", variable), options)
                .list("--require-auth-scope", "REQUIRE_AUTH_SCOPE", PythonText::normal);
    }

    @Test
    void shouldReadListsInEverySpelling() throws CompatFailure {
        assertThat(scopes("a, B;c,,")).containsExactly("a", "b", "c");
        assertThat(scopes("['a',' b ',null]")).containsExactly("a", "b");
        assertThat(scopes("'a,b'")).containsExactly("a,b");
        assertThat(scopes("['a']", "--require-auth-scope", "z", "--require-auth-scope", "A"))
                .containsExactly("z", "a");
        for (String none : List.of("7", "true", "null", "{}", "['a',1]")) {
            assertRefused(CompatReason.USAGE, () -> scopes(none));
        }
    }

    @Test
    void shouldTakeOnlyKnownMaterials() throws CompatFailure {
        CompatSettings known =
                settings(
                        variables("REQUIRE_TLS_MATERIALS", "Client_Key;root_cert"),
                        "--require-tls-material",
                        "root_cert");
        assertThat(known.materials("--require-tls-material"))
                .containsExactly("client_key", "root_cert");
        assertRefused(
                CompatReason.USAGE,
                () ->
                        settings(variables("REQUIRE_TLS_MATERIALS", "root_cert,seal"))
                                .materials("--require-tls-material"));
    }

    @Test
    void shouldCountEventsByOptionOverVariable() throws CompatFailure {
        CompatSettings both =
                settings(
                        variables("MAX_EVENT_COUNTS_JSON", "{'a':1,'b':true,'c':0}"),
                        "--max-event-count",
                        " a = 5 ");

        assertThat(both.counts("--max-event-count"))
                .isEqualTo(
                        Map.of(
                                "a", BigInteger.valueOf(5),
                                "b", BigInteger.ONE,
                                "c", BigInteger.ZERO));
        for (String wrong : List.of("{'a':-1}", "{'a':'1'}", "{'a':1.0}", "[]", "a=1")) {
            assertRefused(
                    CompatReason.USAGE,
                    () ->
                            settings(variables("MAX_EVENT_COUNTS_JSON", wrong))
                                    .counts("--max-event-count"));
        }
        for (String wrong : List.of("a", "=1", " =1", "a=", "a=-1", "a=x")) {
            assertRefused(
                    CompatReason.USAGE,
                    () ->
                            settings(Map.of(), "--max-event-count=" + wrong)
                                    .counts("--max-event-count"));
        }
        assertThat(settings(Map.of(), "--max-event-count=a=0").counts("--max-event-count"))
                .containsEntry("a", BigInteger.ZERO);
    }

    @Test
    void shouldGuessTheValueOfAFilter() throws CompatFailure {
        Map<String, CompatValue> guesses = new LinkedHashMap<>();
        guesses.put("yes", new CompatValue.Bool(true));
        guesses.put("off", new CompatValue.Bool(false));
        guesses.put("7", CompatValue.of(7));
        guesses.put("7.5", new CompatValue.Real(7.5));
        guesses.put("word", CompatValue.of("word"));
        guesses.put("[1]", new CompatValue.Items(List.of(CompatValue.of(1))));
        guesses.put("{}", CompatValue.Dict.EMPTY);
        guesses.put("[1", CompatValue.of("[1"));
        guesses.put("a=b", CompatValue.of("a=b"));
        for (Map.Entry<String, CompatValue> guess : guesses.entrySet()) {
            assertThat(settings(Map.of(), "--expect-filter", "k= " + guess.getKey()).filters())
                    .as(guess.getKey())
                    .isEqualTo(Map.of("k", guess.getValue()));
        }
        assertThat(
                        settings(
                                        variables("EXPECT_FILTERS_JSON", "{'k':1,'l':'2'}"),
                                        "--expect-filter",
                                        "k=3")
                                .filters())
                .isEqualTo(Map.of("k", CompatValue.of(3), "l", CompatValue.of("2")));
        for (String wrong : List.of("k", "=1", " =1")) {
            assertRefused(
                    CompatReason.USAGE,
                    () -> settings(Map.of(), "--expect-filter=" + wrong).filters());
        }
        assertRefused(
                CompatReason.USAGE,
                () -> settings(variables("EXPECT_FILTERS_JSON", "7")).filters());
    }
}
