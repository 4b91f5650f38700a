package io.gatehouse.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.licence.RequestCode;
import io.gatehouse.adapter.liverouter.dryrun.DryRunCode;
import io.gatehouse.adapter.liverouter.route.PlanCode;
import io.gatehouse.adapter.liverouter.route.RouteCode;
import io.gatehouse.adapter.metrics.log.RouterLogCode;
import io.gatehouse.adapter.metrics.tls.TlsCode;
import io.gatehouse.adapter.oembundle.BuildCode;
import io.gatehouse.adapter.oembundle.BundleCode;
import io.gatehouse.adapter.oembundle.InstallCode;
import io.gatehouse.adapter.risklabs.market.DataCode;
import io.gatehouse.adapter.smoke.SmokeCode;
import io.gatehouse.app.recover.BackupCode;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.key.KeyFault;
import io.gatehouse.audit.log.LogFault;
import io.gatehouse.cli.Messages;
import io.gatehouse.configuration.alerts.AlertCode;
import io.gatehouse.configuration.check.ConfigChecks;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.definitions.rule.StandardRules;
import io.gatehouse.definitions.yaml.YamlFault;
import io.gatehouse.embedded.router.RouterCode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every finding that a person can meet has its meaning in both languages and its remedy in Polish
 * (in English the rule writes it). A key {@code <rule>.<code>} comes before {@code any.<code>}.
 */
class FindingWordsTest {

    /** Where a code is computed, and by what {@link #addComputed} knows its values. */
    private static final Set<String> COMPUTED =
            Set.of(
                    "AlertsCover <own>", // AlertCode
                    "ConfigValid$Faults <own>", // ConfigChecks.codes()
                    "DataFinding labs-data", // the codes of DataCode
                    "DecisionLogSealer decision-log-seal", // key- and a kind of KeyFault
                    "DefinitionFile <definition>", // yaml- and a kind of YamlFault
                    "FindingCode ?", // the constants of each enum of codes
                    "KeyFindings engine-key", // the kinds of KeyFault
                    "KillDrill dry-run", // DryRunCode
                    "Law engine-definition", // the codes of DefinitionFault
                    "LogFault decision-log", // the kinds of LogFault
                    "MessageRate pre-trade", // its two names
                    "RequestReader licence-request", // RequestCode
                    "RuleFiles engine-rules", // the codes of DefinitionFault
                    "SealedState ?", // its codes, for each area that remembers something
                    "SegmentJournals engine-journal", // the kinds of JournalFault
                    "SignedDryRun ?"); // findings of the dry run's own process

    /** What a sealed state says, and what its envelope does. */
    private static final List<String> STATE_CODES =
            List.of(
                    "code-differs",
                    "key-missing",
                    "key-unknown",
                    "malformed",
                    "other-algorithm",
                    "state-missing",
                    "state-not-made",
                    "state-not-written",
                    "state-other",
                    "state-unreadable",
                    "too-large");

    private static Set<String> pairs;
    private static Set<String> computed;
    private static Properties english;
    private static Properties polish;

    @BeforeAll
    static void scan() throws IOException {
        FindingCodes codes =
                new FindingCodes(
                        SourceTrees.below(Path.of(System.getProperty("gatehouse.root", "../.."))));
        computed = codes.computed;
        pairs = new TreeSet<>();
        for (String pair : codes.pairs()) {
            if (pair.startsWith(FindingCodes.DEFINITION)) {
                addDefinition(pair.substring(FindingCodes.DEFINITION.length() + 1));
            } else {
                pairs.add(pair);
            }
        }
        addComputed();
        english = load("en");
        polish = load("pl");
    }

    private static void addComputed() {
        for (KeyFault.Kind kind : KeyFault.Kind.values()) {
            pairs.add("engine-key." + code(kind));
            pairs.add("decision-log-seal.key-" + code(kind));
        }
        for (JournalFault.Kind kind : JournalFault.Kind.values()) {
            pairs.add("engine-journal." + code(kind));
        }
        for (LogFault.Kind kind : LogFault.Kind.values()) {
            pairs.add("decision-log." + kind.code());
        }
        for (YamlFault.Kind kind : YamlFault.Kind.values()) {
            addDefinition("yaml-" + code(kind));
        }
        for (DataCode code : DataCode.values()) {
            pairs.add("labs-data." + code.code());
        }
        for (BundleCode code : BundleCode.values()) {
            pairs.add(BundleCode.RULE + "." + code.code());
        }
        for (BuildCode code : BuildCode.values()) {
            pairs.add(BuildCode.RULE + "." + code.code());
        }
        for (InstallCode code : InstallCode.values()) {
            pairs.add(InstallCode.RULE + "." + code.code());
        }
        for (RequestCode code : RequestCode.values()) {
            pairs.add(Area.REQUEST.rule() + "." + code.code());
        }
        for (Area area : List.of(Area.CLOCK, Area.LICENCE, Area.ONE_TIME_CODE)) {
            STATE_CODES.forEach(code -> pairs.add(area.rule() + "." + code));
        }
        for (BackupCode code : BackupCode.values()) {
            pairs.add(BackupCode.RULE + "." + code.code());
        }
        for (AlertCode code : AlertCode.values()) {
            pairs.add(AlertCode.RULE + "." + code.code());
        }
        for (DryRunCode code : DryRunCode.values()) {
            pairs.add("dry-run." + code.code());
        }
        for (PlanCode code : PlanCode.values()) {
            pairs.add(RouteCode.RULE + "." + code.code());
        }
        for (RouteCode code : RouteCode.values()) {
            pairs.add(RouteCode.RULE + "." + code.code());
        }
        for (RouterLogCode code : RouterLogCode.values()) {
            pairs.add(RouterLogCode.RULE + "." + code.code());
        }
        for (RouterCode code : RouterCode.values()) {
            pairs.add(RouterCode.RULE + "." + code.code());
        }
        for (TlsCode code : TlsCode.values()) {
            pairs.add(TlsCode.RULE + "." + code.code());
        }
        for (SmokeCode code : SmokeCode.values()) {
            pairs.add(SmokeCode.RULE + "." + code.code());
        }
        // dry-run-report judges environments for dry-run-pass too
        List.of("adapter-error", "ledger-short", "no-adapter", "no-exchange", "orders-unfilled")
                .forEach(code -> pairs.add("dry-run-pass." + code));
        List.of("message-rate", "orders-per-minute")
                .forEach(name -> pairs.add("pre-trade." + name));
        ConfigChecks.codes().forEach(code -> pairs.add("config-valid." + code.id()));
    }

    private static void addDefinition(String code) {
        pairs.add("engine-definition." + code);
        pairs.add("engine-rules." + code);
    }

    private static String code(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Properties load(String language) throws IOException {
        Properties texts = new Properties();
        try (Reader in =
                new InputStreamReader(
                        Messages.class.getResourceAsStream("findings_" + language + ".properties"),
                        StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }

    @Test
    void shouldFindTheCodesOfEveryRuleAndKnowWhereCodesAreComputed() {
        assertThat(computed).isEqualTo(new TreeSet<>(COMPUTED));
        new StandardRules()
                .all()
                .forEach(rule -> assertThat(pairs).contains(rule.id() + ".bad-parameters"));
        assertThat(pairs).hasSizeGreaterThan(700);
    }

    @Test
    void shouldSayWhatEveryFindingMeansAndWhatToDo() {
        Set<String> missing = new TreeSet<>();
        for (String pair : pairs) {
            demand(english, "finding", pair, "en", missing);
            demand(polish, "finding", pair, "pl", missing);
            demand(polish, "remedy", pair, "pl", missing);
        }

        System.out.println(
                "finding codes covered: "
                        + pairs.size()
                        + ", of "
                        + pairs.stream().map(p -> p.substring(0, p.indexOf('.'))).distinct().count()
                        + " rules");
        assertThat(missing).isEmpty();
    }

    private static void demand(
            Properties texts, String kind, String pair, String language, Set<String> missing) {
        if (key(texts, kind, pair).isEmpty()) {
            missing.add(language + " " + kind + "." + pair);
        }
    }

    private static String key(Properties texts, String kind, String pair) {
        String own = kind + "." + pair;
        String any = kind + ".any" + pair.substring(pair.indexOf('.'));
        return texts.containsKey(own) ? own : texts.containsKey(any) ? any : "";
    }

    @Test
    void shouldHoldNoTextThatNoFindingUses() {
        Set<String> used = new TreeSet<>();
        for (String pair : pairs) {
            used.add(key(polish, "finding", pair));
            used.add(key(polish, "remedy", pair));
        }

        Set<String> orphans = new TreeSet<>(polish.stringPropertyNames());
        orphans.removeAll(used);
        assertThat(orphans).isEmpty();
        Set<String> meanings = new TreeSet<>(polish.stringPropertyNames());
        meanings.removeIf(key -> key.startsWith("remedy."));
        assertThat(new TreeSet<>(english.stringPropertyNames())).isEqualTo(meanings);
    }

    @Test
    void shouldShowAPolishReaderThePolishRemedyAndAnEnglishOneTheRulesOwn() {
        Finding finding =
                Finding.of("config-lineage", "stale", "a.json", "new", "old", "do step 1 again");

        assertThat(String.join("\n", FindingText.lines(Messages.in("pl"), finding)))
                .contains("Jest za stary", "a.json", "new", "old", "proszę wykonać krok ponownie")
                .doesNotContain("do step 1 again");
        assertThat(String.join("\n", FindingText.lines(Messages.in("en"), finding)))
                .contains("It is too old to count.", "do step 1 again");
        Finding foreign = Finding.of("a-plug-in", "odd", "a.json", "new", "old", "mend it");
        assertThat(String.join("\n", FindingText.lines(Messages.in("pl"), foreign)))
                .contains("mend it");
    }
}
