package io.gatehouse.adapter.risklabs.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.gatehouse.audit.json.JsonNumbers;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The JSON form: what its readers find in it, and what it refuses. */
class LabReportJsonTest {

    private static final int TRIES = Boolean.getBoolean("gatehouse.campaign") ? 200_000 : 2_500;

    private static Map<String, LabReport> samples() {
        Map<String, LabReport> samples = new LinkedHashMap<>();
        samples.put("rich", SampleReports.rich());
        samples.put("failing", SampleReports.failing());
        samples.put("synthetic", SampleReports.synthetic());
        samples.put("minimal", SampleReports.minimal());
        samples.put("small", SampleReports.small());
        samples.put("extreme", SampleReports.extreme());
        return samples;
    }

    @Test
    void shouldReadWhatItWroteAndWriteItAgain() {
        samples()
                .forEach(
                        (name, report) -> {
                            byte[] json = report.toJson();
                            LabReportReading reading = LabReport.read(json);
                            assertThat(reading)
                                    .as(name)
                                    .isInstanceOf(LabReportReading.Accepted.class);
                            LabReport again = ((LabReportReading.Accepted) reading).report();
                            assertThat(again).as(name).isEqualTo(report);
                            assertThat(again.toJson()).as(name).isEqualTo(json);
                        });
    }

    @Test
    void shouldEndWithOneLineFeedAndSortNames() {
        String json = text(SampleReports.rich());
        assertThat(json).startsWith("{\n  \"base_equity\": 100000.0,\n  \"breach_count\": 0,");
        assertThat(json).endsWith("}\n").doesNotEndWith("\n\n");
        assertThat(json).doesNotContain("NaN", "Infinity", "\t", "\r");
    }

    @Test
    void shouldFitItsSchemaAndNotWithoutAnyRequiredMember() throws IOException {
        Schema schema = schema();
        samples()
                .forEach(
                        (name, report) ->
                                assertThat(schema.validate(text(report), InputFormat.JSON))
                                        .as(name)
                                        .isEmpty());
        JsonObject report = StrictJson.readEvidence(SampleReports.small().toJson()).objectOrThrow();
        for (String member : report.names()) {
            String line = "\n  \"" + member + "\": ";
            String renamed = text(SampleReports.small()).replace(line, "\n  \"other\": ");
            assertThat(schema.validate(renamed, InputFormat.JSON)).as(member).isNotEmpty();
        }
    }

    @Test
    void shouldNotFitItsSchemaWhenAPassHasABreach() throws IOException {
        String json = text(SampleReports.rich());
        String edited = json.replaceFirst("\"breaches\": \\[]", "\"breaches\": [\"x\"]");
        assertThat(edited).isNotEqualTo(json);
        assertThat(schema().validate(edited, InputFormat.JSON)).isNotEmpty();
        String failed = json.replaceFirst("\"status\": \"passed\"", "\"status\": \"failed\"");
        assertThat(schema().validate(failed, InputFormat.JSON)).isNotEmpty();
    }

    /** What the existing reader demands: a time, a numeric equity, lists of objects. */
    @Test
    void shouldHoldWhatTheExistingReaderReads() {
        for (LabReport report : samples().values()) {
            JsonObject json = StrictJson.readEvidence(report.toJson()).objectOrThrow();
            assertThat(json.text("generated_at")).contains("2026-11-20T12:00:00Z");
            assertThat(json.flag("synthetic_data")).contains(report.synthetic());
            assertThat(decimal(json, "base_equity")).isPositive();
            long breaches = 0;
            long failures = 0;
            for (JsonValue value : json.array("profiles")) {
                JsonObject profile = (JsonObject) value;
                assertThat(profile.text("profile")).isPresent();
                BigDecimal base = decimal(profile, "base_equity");
                BigDecimal gain = decimal(profile, "final_equity").subtract(base);
                assertThat(gain.doubleValue() / base.doubleValue())
                        .isCloseTo(
                                decimal(profile, "total_return_pct").doubleValue(),
                                org.assertj.core.data.Offset.offset(1e-5));
                assertThat(decimal(profile, "max_drawdown_pct"))
                        .isBetween(BigDecimal.ZERO, BigDecimal.ONE);
                assertThat(decimal(profile, "worst_daily_loss_pct"))
                        .isBetween(BigDecimal.ZERO, BigDecimal.ONE);
                assertThat(decimal(profile, "realized_volatility").signum()).isNotNegative();
                assertThat(profile.integer("sample_size").orElseThrow()).isPositive();
                breaches += profile.array("breaches").size();
                for (JsonValue test : profile.array("stress_tests")) {
                    failures += stress((JsonObject) test) ? 0 : 1;
                }
            }
            assertThat(json.integer("breach_count")).contains(breaches);
            assertThat(json.integer("stress_failures")).contains(failures);
        }
    }

    private static boolean stress(JsonObject test) {
        assertThat(StressOutcome.STANDARD).contains(test.text("name").orElseThrow());
        boolean passed = test.text("status").orElseThrow().equals("passed");
        JsonObject metrics = test.object("metrics").orElseThrow();
        for (String name : metrics.names()) {
            assertThat(JsonNumbers.decimal(metrics.find(name).orElseThrow())).isPresent();
        }
        if (passed) {
            assertThat(decimal(metrics, "severity")).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
        }
        return passed;
    }

    @Test
    void shouldRefuseAReportEditedInOnePlace() {
        String json = text(SampleReports.failing());
        Map<String, String> edits = new LinkedHashMap<>();
        edits.put("\"breach_count\": 2", "\"breach_count\": 0");
        edits.put("\n  \"verdict\": \"FAIL\"", "\n  \"verdict\": \"PASS\"");
        edits.put("\"status\": \"failed\"", "\"status\": \"passed\"");
        edits.put("\"max_drawdown_pct\": 0.5", "\"max_drawdown_pct\": 0.50");
        edits.put("\"sampling\": \"extremes", "\"sampling\": \"others");
        edits.put("\"seed\": 20261120", "\"seed\": 20261120.0");
        edits.put("\n  \"schema\"", "\n  \"added\": 1,\n  \"schema\"");
        edits.put("\"level\": 0.99,", "\"level\": \"0.99\",");
        edits.forEach(
                (from, to) -> {
                    int at = json.indexOf(from);
                    assertThat(at).as(from).isPositive();
                    String edited = json.substring(0, at) + to + json.substring(at + from.length());
                    assertThat(code(edited)).as(to).isIn("not-as-written", "implausible");
                });
    }

    /** Any digit of the figures: what follows from it stands somewhere else, too. */
    @Test
    void shouldRefuseABreachTakenOutOfEachPlaceButOne() {
        String json = text(SampleReports.failing());
        String edited =
                json.replace("\"breach_count\": 2", "\"breach_count\": 1")
                        .replace(
                                "\"breaches\": [\"drawdown_limit\", \"daily_loss_limit\"]",
                                "\"breaches\": [\"drawdown_limit\"]");
        assertThat(edited).isNotEqualTo(json);
        assertThat(code(edited)).isEqualTo("implausible");
    }

    @Test
    void shouldRefuseWhatIsNoReport() {
        assertThat(code("")).isEqualTo("not-json");
        assertThat(code("{\"a\": NaN}")).isEqualTo("not-json");
        assertThat(code(text(SampleReports.small()) + "{}")).isEqualTo("not-json");
        assertThat(code("[]")).isEqualTo("not-a-report");
        assertThat(code("{}")).isEqualTo("schema");
        assertThat(code("{\"schema\": \"gatehouse.risk-lab-report/2\"}")).isEqualTo("schema");
        assertThat(code("{\"schema\": \"" + LabReport.SCHEMA + "\"}")).isEqualTo("implausible");
        String json = text(SampleReports.small());
        assertThat(code(json.replace("\n", "\r\n"))).isEqualTo("not-as-written");
        assertThat(code(json.stripTrailing())).isEqualTo("not-as-written");
        byte[] long_ = new byte[LabReportReader.LONGEST + 1];
        assertThat(code(long_)).isEqualTo("too-long");
    }

    @Test
    void shouldNeverThrowAndAcceptOnlyWhatItWouldWrite() {
        long seed = 20_261_121;
        Random random = new Random(seed);
        byte[] sound = SampleReports.small().toJson();
        int tried = 0;
        int accepted = 0;
        for (; tried < TRIES; tried++) {
            byte[] mutant = mutate(sound, random);
            LabReportReading reading;
            try {
                reading = LabReport.read(mutant);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", try " + tried, e);
            }
            if (reading instanceof LabReportReading.Accepted report) {
                accepted++;
                assertThat(report.report().toJson())
                        .as("seed %d, try %d", seed, tried)
                        .isEqualTo(mutant);
            }
        }
        System.out.printf("Report reader: %d mutants, %d of them sound%n", tried, accepted);
        assertThat(tried).isEqualTo(TRIES);
        assertThat(accepted).isBetween(1, TRIES / 2);
    }

    private static byte[] mutate(byte[] sound, Random random) {
        StringBuilder text = new StringBuilder(new String(sound, StandardCharsets.ISO_8859_1));
        String alphabet = "0123456789.-+eE\"{}[],: \nabcPASFIL\\u\u0000";
        int edits = 1 + random.nextInt(3);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(text.length());
            char letter = alphabet.charAt(random.nextInt(alphabet.length()));
            switch (random.nextInt(5)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, letter);
                case 2 -> text.delete(at, Math.min(text.length(), at + 40));
                case 3 -> text.setCharAt(at, (char) random.nextInt(256));
                default -> text.setCharAt(at, letter);
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Schema schema() throws IOException {
        Path file = Path.of("docs", "schemas", "risk-lab-report.json");
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve(file))) {
            root = root.getParent();
        }
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(root.resolve(file)));
    }

    private static BigDecimal decimal(JsonObject object, String name) {
        return object.find(name).flatMap(JsonNumbers::decimal).orElseThrow();
    }

    private static String text(LabReport report) {
        return new String(report.toJson(), StandardCharsets.UTF_8);
    }

    private static String code(String json) {
        return code(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String code(byte[] json) {
        LabReportReading reading = LabReport.read(json);
        assertThat(reading).isInstanceOf(LabReportReading.Refused.class);
        return ((LabReportReading.Refused) reading).finding().code();
    }
}
