package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Good reports with bytes changed, through the five rules on reports of other tools.
 *
 * <p>Property: a rule answers whatever the bytes are, and it says PASS only where {@link
 * ReportOracle}, a second and simpler reading that shares no code with the rules, finds every
 * judged value as the rule's row demands: what must equal something (a status, a digest, a
 * certificate, a name) is equal, what must lie in a range lies there. A changed byte can so be
 * accepted only where it changes nothing that is judged. What was recorded is besides held by its
 * digests.
 *
 * <p>With the property {@code gatehouse.campaign} 100,000 inputs for each rule; some thousands in
 * all without.
 */
class MutatedReportsTest {

    private static final boolean CAMPAIGN = Boolean.getBoolean("gatehouse.campaign");
    private static final int INPUTS_EACH = CAMPAIGN ? 100_000 : 800;
    private static final long SEED = 20261121L;
    private static final String MARKS = "{}[]\":,\n\\ .-/=+0123456789TZabtruefalsnl";

    /** Files by artefact, in the order in which the bench takes them. */
    private record Case(String rule, Map<String, Object> parameters, Map<String, String> files) {}

    private static List<Case> cases() {
        TlsFixture tls = new TlsFixture();
        // a signature would refuse every change before the rule looks at it
        Map<String, Object> unsigned = new LinkedHashMap<>(DryRunReportTest.PARAMETERS);
        unsigned.put("signed", false);
        Map<String, String> bundle = new LinkedHashMap<>();
        bundle.put("ca", tls.ca);
        bundle.put("server", tls.server);
        bundle.put("client", tls.client);
        bundle.put("meta", tls.json());
        bundle.put("registry", tls.rotations());
        bundle.put("keys", "key bytes");
        bundle.put("archive", "archive bytes");
        return List.of(
                new Case("mtls-bundle", TlsFixture.PARAMETERS, bundle),
                new Case(
                        "metrics-log",
                        MetricsLogTest.PARAMETERS,
                        files("log", MetricsLogTest.LOG, "snapshot", MetricsLogTest.SNAPSHOT)),
                new Case(
                        "dry-run-report",
                        unsigned,
                        files(
                                "config",
                                DryRunReportTest.CONFIGURATION,
                                "report",
                                DryRunReportTest.REPORT,
                                "log",
                                DryRunReportTest.LINE)),
                new Case(
                        "ui-telemetry",
                        UiTelemetryTest.PARAMETERS,
                        files("log", UiTelemetryTest.LOG, "guard", UiTelemetryTest.GUARD)),
                new Case(
                        "stage6-summary",
                        Stage6SummaryTest.PARAMETERS,
                        files(
                                "summary",
                                Stage6SummaryTest.SUMMARY,
                                "core",
                                "core",
                                "backup",
                                "backup",
                                "vault",
                                "vault")));
    }

    private static Map<String, String> files(String... namesAndContents) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            files.put(namesAndContents[i], namesAndContents[i + 1]);
        }
        return files;
    }

    private static RuleResult run(Case one, Map<String, byte[]> files) {
        Bench bench = new Bench();
        one.files()
                .keySet()
                .forEach(id -> bench.file(id, files.get(id), Bench.NOW.minusSeconds(60)));
        if (one.rule().equals("dry-run-report")) {
            bench.configuration =
                    java.util.Optional.of(new io.gatehouse.core.id.ArtefactId("config"));
        }
        return bench.run(one.rule(), one.parameters());
    }

    private static Map<String, byte[]> bytes(Case one) {
        Map<String, byte[]> bytes = new TreeMap<>();
        one.files().forEach((id, text) -> bytes.put(id, text.getBytes(UTF_8)));
        return bytes;
    }

    @Test
    void shouldAcceptNoChangeOfWhatIsJudged() {
        Random random = new Random(SEED);
        List<Case> cases = cases();
        Map<String, Integer> passed = new TreeMap<>();
        int tried = 0;
        for (Case one : cases) {
            assertThat(run(one, bytes(one)).verdict()).as(one.rule()).isEqualTo(Verdict.PASS);
            assertThat(ReportOracle.holds(one.rule(), bytes(one))).as(one.rule()).isTrue();
        }
        int inputs = INPUTS_EACH * cases.size();
        while (tried < inputs) {
            Case one = cases.get(tried % cases.size());
            Map<String, byte[]> files = bytes(one);
            List<String> ids = List.copyOf(one.files().keySet());
            String id = ids.get(random.nextInt(ids.size()));
            files.put(id, mutate(files.get(id), random));
            String input =
                    "seed %d, input %d: %s, %s: %s"
                            .formatted(
                                    SEED, tried, one.rule(), id, new String(files.get(id), UTF_8));
            RuleResult result = answer(one, files, input);
            if (result.verdict() == Verdict.PASS) {
                passed.merge(one.rule(), 1, Integer::sum);
                assertThat(ReportOracle.holds(one.rule(), files)).as(input).isTrue();
            }
            tried++;
        }
        assertThat(tried).isEqualTo(inputs);
        // the property says nothing where nothing passes
        assertThat(passed.keySet()).hasSize(cases.size());
        passed.forEach(
                (rule, accepted) ->
                        System.out.printf(
                                "mutated inputs: %s, tried %d, accepted %d, seed %d%n",
                                rule, INPUTS_EACH, accepted, SEED));
    }

    private static RuleResult answer(Case one, Map<String, byte[]> files, String input) {
        try {
            return run(one, files);
        } catch (RuntimeException e) {
            throw new AssertionError(input, e);
        }
    }

    private static byte[] mutate(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            int end = Math.min(bytes.length, at + 1 + random.nextInt(40));
            switch (random.nextInt(8)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = Arrays.copyOf(bytes, at);
                case 2, 3, 4 -> bytes[at] = (byte) MARKS.charAt(random.nextInt(MARKS.length()));
                case 5 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 6 -> bytes = join(bytes, at, end, 0);
                default -> bytes = join(bytes, at, end, 2);
            }
        }
        return bytes;
    }

    /** The bytes with those between two places as often as said. */
    private static byte[] join(byte[] bytes, int from, int to, int times) {
        byte[] joined = new byte[bytes.length + (times - 1) * (to - from)];
        System.arraycopy(bytes, 0, joined, 0, from);
        for (int i = 0; i < times; i++) {
            System.arraycopy(bytes, from, joined, from + i * (to - from), to - from);
        }
        System.arraycopy(bytes, to, joined, from + times * (to - from), bytes.length - to);
        return joined;
    }
}
