package io.gatehouse.audit.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, counts and summaries of a whole run. */
class CompatRunTest {

    private static final String LOG =
            """
            {'event':'a','fps':10,'severity':'info','timestamp':'2026-01-01T00:00:00Z','screen':{'index':1}}
            {'event':'a','fps':20.5,'severity':'Error','timestamp':'2026-01-02T00:00:00Z'}
            {'event':'b'}
            """;
    private static final String TIMES =
            "'first_timestamp':'2026-01-01T00:00:00+00:00','last_timestamp':'2026-01-02T00:00:00+00:00'";
    private static final String SUMMARY =
            "{'total_snapshots':3,'events':{'a':{'count':2,'fps':{'min':10.0,'max':20.5,'avg':15.25,"
                    + "'samples':2},'screens':[{'index':1}],'severity':{'counts':{'info':1,'error':1}},"
                    + TIMES
                    + "},'b':{'count':1}},"
                    + TIMES
                    + ",'severity_counts':{'info':1,'error':1}}";

    @TempDir Path directory;

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), quoted(text), StandardCharsets.UTF_8);
    }

    private CompatResult run(String log, String... options) {
        List<String> words = new ArrayList<>(List.of("-"));
        words.addAll(List.of(options));
        byte[] bytes = quoted(log).getBytes(StandardCharsets.UTF_8);
        return CompatVerification.run(
                words,
                new CompatInputs(
                        Map.of(),
                        new ByteArrayInputStream(bytes),
                        directory,
                        directory,
                        Instant.EPOCH));
    }

    /** An object with the signature that the existing tool would have given it. */
    private static String signed(String object, String secret, String keyId)
            throws CompatFailure, GeneralSecurityException {
        CompatValue.Dict entry = (CompatValue.Dict) CompatJson.read(quoted(object));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String code =
                Base64.getEncoder().encodeToString(mac.doFinal(CompatPrinter.canonical(entry)));
        String rest = object.substring(0, object.length() - 1);
        return rest
                + ",'signature':{'algorithm':'HMAC-SHA256','key_id':'"
                + keyId
                + "','value':'"
                + code
                + "'}}";
    }

    @Test
    void shouldVerifyEntriesWithTheKeyAndNoOther() throws Exception {
        String log = signed("{'event':'x'}", "secret", "k1") + "\n";
        write("key", "  secret\n");
        write("empty", " \n");

        assertThat(run(log, "--hmac-key", "secret").reason()).isEqualTo(CompatReason.OK);
        assertThat(run(log, "--hmac-key-file", "key").reason()).isEqualTo(CompatReason.OK);
        assertThat(run(log, "--hmac-key", "secre").reason()).isEqualTo(CompatReason.MAC_MISMATCH);
        assertThat(run(log).reason()).isEqualTo(CompatReason.KEY_REQUIRED);
        assertThat(run(log, "--allow-unsigned").reason()).isEqualTo(CompatReason.KEY_REQUIRED);
        assertThat(run("{'event':'x'}\n", "--hmac-key", "secret").reason())
                .isEqualTo(CompatReason.UNSIGNED);
        assertThat(run(log, "--hmac-key-file", "empty").reason())
                .isEqualTo(CompatReason.KEY_FILE_EMPTY);
        assertThat(run(log, "--hmac-key-file", "absent").reason())
                .isEqualTo(CompatReason.FILE_UNREADABLE);
    }

    @Test
    void shouldCompareTheIdOfTheKeyWhereOneIsExpected() throws Exception {
        String log = signed("{'event':'x'}", "secret", "k1") + "\n";

        assertThat(run(log, "--hmac-key", "secret", "--expected-key-id", "k1").reason())
                .isEqualTo(CompatReason.OK);
        assertThat(run(log, "--hmac-key", "secret", "--expected-key-id", "k2").reason())
                .isEqualTo(CompatReason.KEY_ID_MISMATCH);
        assertThat(run(log, "--hmac-key", "secret", "--hmac-key-id", "k2").reason())
                .isEqualTo(CompatReason.KEY_ID_MISMATCH);
        assertThat(
                        run(
                                        log,
                                        "--hmac-key",
                                        "secret",
                                        "--hmac-key-id",
                                        "k1",
                                        "--expected-key-id",
                                        "k2")
                                .reason())
                .isEqualTo(CompatReason.USAGE);
        assertThat(
                        run(log, "--hmac-key=secret", "--hmac-key-id=k1", "--expected-key-id=k1")
                                .reason())
                .isEqualTo(CompatReason.OK);
        assertThat(run(log, "--expected-key-id", "k1").reason()).isEqualTo(CompatReason.USAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--core-config=x",
                "--risk-profiles-file=x",
                "--risk-profile-env-snippet=x",
                "--risk-profile-yaml-snippet=x",
                "--print-risk-profiles"
            })
    void shouldNotPretendToReproduceWhatIsNotDescribed(String option) {
        CompatResult result = run(LOG, "--allow-unsigned", option);

        assertThat(result.reason()).isEqualTo(CompatReason.NOT_REPRODUCED);
        assertThat(option).startsWith(result.details().get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--summary-json=",
                "--report-output=",
                "--risk-profile=",
                "--expected-key-id=",
                "--hmac-key=",
                "--hmac-key-file=",
                "--require-auth-scope= "
            })
    void shouldTakeAnEmptyOptionForNone(String option) {
        CompatResult result = run(LOG, "--allow-unsigned", option);

        assertThat(result.reason()).as("%s", result).isEqualTo(CompatReason.OK);
        assertThat(result.output()).isEmpty();
    }

    @Test
    void shouldNeedALogAndASchemaThatIsThere() {
        CompatInputs nothing =
                new CompatInputs(
                        Map.of(),
                        new ByteArrayInputStream(new byte[0]),
                        directory,
                        directory,
                        Instant.EPOCH);
        assertThat(CompatVerification.run(List.of("--allow-unsigned"), nothing).reason())
                .isEqualTo(CompatReason.USAGE);
        assertThat(run(LOG, "--allow-unsigned", "--schema", "absent.json").reason())
                .isEqualTo(CompatReason.FILE_MISSING);
        assertThat(run(LOG, "--allow-unsigned", "--schema", "").reason())
                .isEqualTo(CompatReason.OK);
    }

    @ParameterizedTest
    @CsvSource({
        "--max-event-count=a=2, OK",
        "--max-event-count=a=1, EVENT_ABOVE_MAX",
        "--max-event-count=absent=0, OK",
        "--min-event-count=a=2, OK",
        "--min-event-count=a=3, EVENT_BELOW_MIN",
        "--min-event-count=absent=1, EVENT_BELOW_MIN"
    })
    void shouldCountEvents(String option, CompatReason reason) {
        assertThat(run(LOG, "--allow-unsigned", option).reason()).isEqualTo(reason);
    }

    private CompatResult compared(String log, String summaryFile, String... options)
            throws IOException {
        write("summary.json", summaryFile);
        List<String> words =
                new ArrayList<>(List.of("--allow-unsigned", "--summary-json", "summary.json"));
        words.addAll(List.of(options));
        return run(log, words.toArray(String[]::new));
    }

    @Test
    void shouldFindTheSummaryOfALogEqual() throws IOException {
        CompatResult result = compared(LOG, "{'summary':" + SUMMARY + "}");

        assertThat(result.reason()).as("%s", result).isEqualTo(CompatReason.OK);
        assertThat(compared(LOG, "{}").reason()).isEqualTo(CompatReason.SUMMARY_DIFFERS);
        assertThat(run(LOG, "--allow-unsigned", "--summary-json", "-").reason())
                .isEqualTo(CompatReason.USAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'total_snapshots':3 | 'total_snapshots':4 | total_snapshots",
                "'count':2 | 'count':1 | events.a.count",
                "'min':10.0 | 'min':10.1 | events.a.fps.min",
                "'max':20.5 | 'max':20.4 | events.a.fps.max",
                "'avg':15.25 | 'avg':15.2 | events.a.fps.avg",
                "'samples':2 | 'samples':3 | events.a.fps.samples",
                "{'index':1} | {'index':2} | events.a.screens",
                "'info':1,'error':1}}, | 'info':2,'error':1}}, | events.a.severity",
                "'b':{'count':1} | 'c':{'count':1} | names of events",
                "'b':{'count':1} | 'b':1 | events.b",
                "'severity_counts':{'info':1, | 'severity_counts':{'info':2, | severity_counts",
                ",'severity_counts':{'info':1,'error':1} | ,'severity_counts':null | severity_counts"
            })
    void shouldNameWhereASummaryDiffers(String right, String wrong, String place)
            throws IOException {
        assertThat(SUMMARY).contains(right);

        CompatResult result = compared(LOG, "{'summary':" + SUMMARY.replace(right, wrong) + "}");

        assertThat(result.reason()).as("%s", result).isEqualTo(CompatReason.SUMMARY_DIFFERS);
        assertThat(result.details()).containsExactly(place);
    }

    @Test
    void shouldTolerateOneMillionthInAReal() throws IOException {
        for (String near : List.of("'avg':15.2500005", "'avg':15.25001", "'avg':'15.25'")) {
            assertThat(
                            compared(
                                            LOG,
                                            "{'summary':"
                                                    + SUMMARY.replace("'avg':15.25", near)
                                                    + "}")
                                    .reason())
                    .as(near)
                    .isEqualTo(CompatReason.OK);
        }
        String far = SUMMARY.replace("'avg':15.25", "'avg':15.2501");
        assertThat(compared(LOG, "{'summary':" + far + "}").reason())
                .isEqualTo(CompatReason.SUMMARY_DIFFERS);
    }

    private static String promising(String signature) {
        return "{'kind':'metadata','metadata':{'summary_signature':" + signature + "}}\n" + LOG;
    }

    @Test
    void shouldDemandTheSignatureThatTheMetadataPromises() throws Exception {
        String plain = "{'summary':" + SUMMARY + "}";
        String signed = signed(plain, "secret", "k1");
        String[] key = {"--hmac-key", "secret"};

        assertThat(compared(promising("{'algorithm':'HMAC-SHA256'}"), plain).details())
                .containsExactly("signature");
        assertThat(compared(LOG, signed).reason()).isEqualTo(CompatReason.KEY_REQUIRED);
        assertThat(compared(LOG, signed, key).reason()).isEqualTo(CompatReason.OK);
        assertThat(compared(LOG, signed, "--hmac-key", "other").reason())
                .isEqualTo(CompatReason.MAC_MISMATCH);
        assertThat(compared(LOG, signed.replace("'count':2", "'count':3"), key).reason())
                .isEqualTo(CompatReason.MAC_MISMATCH);
        assertThat(
                        compared(
                                        promising("{'algorithm':'HMAC-SHA256','key_id':'k1'}"),
                                        signed,
                                        key)
                                .reason())
                .isEqualTo(CompatReason.OK);
        assertThat(compared(promising("{'algorithm':'HMAC-SHA512'}"), signed, key).details())
                .containsExactly("algorithm");
        assertThat(compared(promising("{'key_id':'k2'}"), signed, key).details())
                .containsExactly("key_id");
        assertThat(compared(promising("{'key_id':''}"), signed, key).reason())
                .isEqualTo(CompatReason.OK);
    }

    @Test
    void shouldReportWhatWasFound() throws Exception {
        write("summary.json", signed("{'summary':" + SUMMARY + "}", "secret", "k1"));
        String metadata = "{'kind':'metadata','metadata':{'mode':'grpc'}}\n";

        CompatResult result =
                run(
                        metadata + LOG,
                        "--allow-unsigned",
                        "--hmac-key=secret",
                        "--report-output=-",
                        "--summary-json=summary.json",
                        "--max-event-count=a=2",
                        "--min-event-count=b=1");

        assertThat(result.reason()).as("%s", result).isEqualTo(CompatReason.OK);
        CompatValue.Dict report = (CompatValue.Dict) CompatJson.read(result.output().orElseThrow());
        assertThat(report.members().keySet())
                .containsExactly(
                        "report_version",
                        "generated_at",
                        "path",
                        "entries",
                        "verified_entries",
                        "metadata",
                        "summary",
                        "summary_validation",
                        "enforced_event_limits",
                        "enforced_event_minimums");
        assertThat(report.get("entries")).isEqualTo(CompatValue.of(4));
        assertThat(report.text("path")).contains("-");
        assertThat(report.text("generated_at").orElseThrow()).startsWith("1970-01-01T00:00:00");
        assertThat(report.dict("metadata").orElseThrow().text("verified_at"))
                .isEqualTo(report.text("generated_at"));
        assertThat(report.dict("metadata").orElseThrow().text("mode")).contains("grpc");
        assertThat(report.get("enforced_event_limits")).isEqualTo(counts("a", 2));
        assertThat(report.get("enforced_event_minimums")).isEqualTo(counts("b", 1));
        CompatValue.Dict validated = report.dict("summary_validation").orElseThrow();
        assertThat(validated.members().keySet()).containsExactly("path", "signed", "signature");
        assertThat(validated.get("signed")).isEqualTo(new CompatValue.Bool(true));
        CompatValue.Dict summary = (CompatValue.Dict) CompatJson.read(quoted(SUMMARY));
        assertThat(PythonText.equal(report.get("summary"), summary)).isTrue();
    }

    private static CompatValue counts(String event, long count) {
        return new CompatValue.Dict(Map.of(event, CompatValue.of(count)));
    }

    @Test
    void shouldReportNoMoreThanWasAskedFor() throws Exception {
        String metadata = "{'kind':'metadata','metadata':{'verified_at':'before'}}\n";

        CompatResult result = run(metadata + LOG, "--allow-unsigned", "--report-output", "r.json");

        assertThat(result.output()).isEmpty();
        CompatValue.Dict report =
                (CompatValue.Dict) CompatJson.read(Files.readString(directory.resolve("r.json")));
        assertThat(report.members().keySet())
                .containsExactly(
                        "report_version",
                        "generated_at",
                        "path",
                        "entries",
                        "verified_entries",
                        "metadata",
                        "summary");
        assertThat(report.dict("metadata").orElseThrow().text("verified_at")).contains("before");
    }

    @Test
    void shouldCountWhatTheReportSays() throws Exception {
        String log =
                """
                {'event':'a','fps':30,'timestamp':'2026-01-03T00:00:00Z'}
                {'event':'a','fps':10,'timestamp':'2026-01-01T00:00:00Z'}
                {'event':'a','fps':20,'timestamp':'2026-01-02T00:00:00Z'}
                {'event':''}
                {'event':7,'fps':true}
                """;

        CompatResult result = run(log, "--allow-unsigned", "--report-output=-");

        CompatValue.Dict report = (CompatValue.Dict) CompatJson.read(result.output().orElseThrow());
        CompatValue.Dict summary = report.dict("summary").orElseThrow();
        String times =
                "'first_timestamp':'2026-01-01T00:00:00+00:00',"
                        + "'last_timestamp':'2026-01-03T00:00:00+00:00'";
        String expected =
                "{'total_snapshots':5,'events':{'a':{'count':3,'fps':{'min':10,'max':30,'avg':20,"
                        + "'samples':3},"
                        + times
                        + "},'unknown':{'count':2,'fps':{'min':1,'max':1,'avg':1,'samples':1}}},"
                        + times
                        + "}";
        assertThat(PythonText.equal(summary, CompatJson.read(quoted(expected))))
                .as("%s", summary)
                .isTrue();
    }
}
