package io.gatehouse.audit.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each thing that can be expected of a log's metadata and entries, once met and once not, and which
 * member the refusal names.
 */
class ExpectationsTest {

    private static final String ENTRY = "{\"event\":\"x\"}";

    private static CompatResult run(String log, String... options) {
        List<String> words = new ArrayList<>(List.of("-", "--allow-unsigned"));
        words.addAll(List.of(options));
        Path nowhere = Path.of("target", "no-such-directory");
        byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
        return CompatVerification.run(
                words,
                new CompatInputs(
                        Map.of(),
                        new ByteArrayInputStream(bytes),
                        nowhere,
                        nowhere,
                        Instant.EPOCH));
    }

    private static CompatResult withMetadata(String metadata, String entry, String... options) {
        String line = "{\"kind\":\"metadata\",\"metadata\":" + metadata + "}\n";
        return run((line + entry + "\n").replace('\'', '"'), options);
    }

    /** A difference names the member; a dash stands for none. */
    private static void assertAnswer(CompatResult result, CompatReason reason, String member) {
        if (member.equals("-")) {
            assertThat(result.reason()).as("%s", result).isEqualTo(CompatReason.OK);
        } else {
            assertThat(result.reason()).as("%s", result).isEqualTo(reason);
            assertThat(result.details()).containsExactly(member);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "--expect-mode grpc | {'mode':'grpc'} | -",
                "--expect-mode grpc | {'mode':'jsonl'} | mode",
                "--expect-mode grpc | {} | mode",
                "--expect-summary-enabled | {'summary_enabled':true} | -",
                "--expect-summary-enabled | {'summary_enabled':1} | -",
                "--expect-summary-enabled | {'summary_enabled':false} | summary_enabled",
                "--allow-unsigned | {'summary_signature':null} | -",
                "--allow-unsigned | {'summary_signature':{}} | -",
                "--allow-unsigned | {'summary_signature':'yes'} | summary_signature",
                "--expect-input-file a.jsonl | {'mode':'jsonl','input_file':'a.jsonl'} | -",
                "--expect-input-file a.jsonl | {'mode':'grpc','input_file':'a.jsonl'} | mode",
                "--expect-input-file a.jsonl | {'mode':'jsonl','input_file':'b.jsonl'} | input_file",
                "--expect-endpoint h:1 | {'mode':'grpc','endpoint':'h:1'} | -",
                "--expect-endpoint h:1 | {'mode':'jsonl','endpoint':'h:1'} | mode",
                "--expect-endpoint h:1 | {'mode':'grpc'} | endpoint",
                "--require-auth-token | {'mode':'grpc','auth_token_provided':true} | -",
                "--require-auth-token | {'mode':'jsonl','auth_token_provided':true} | mode",
                "--require-auth-token | {'mode':'grpc'} | auth_token_provided",
                "--require-tls | {'mode':'grpc','use_tls':true} | -",
                "--require-tls | {'mode':'jsonl','use_tls':true} | mode",
                "--require-tls | {'mode':'grpc','use_tls':false} | use_tls",
                "--expect-filter a=1 | {'filters':{'a':1}} | -",
                "--expect-filter a=1 | {'filters':{'a':true}} | -",
                "--expect-filter a=1 | {'filters':{'a':'1'}} | filters.a",
                "--expect-filter a=1 | {'filters':{}} | filters.a",
                "--expect-filter a=1 | {} | filters"
            })
    void shouldHoldMetadataAgainstWhatIsExpected(String option, String metadata, String member) {
        assertAnswer(
                withMetadata(metadata, ENTRY, option.split(" ")),
                CompatReason.METADATA_DIFFERS,
                member);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'auth_token_scope_checked':true | -",
                "'auth_token_scope_checked':1 | auth_token_scope_checked",
                "'auth_token_scope_checked':false | auth_token_scope_checked",
                "'auth_token_scope_match':null | auth_token_scope_checked",
                "'auth_token_scope_checked':true,'auth_token_scope_match':true | -",
                "'auth_token_scope_checked':true,'auth_token_scope_match':false | auth_token_scope_match",
                "'auth_token_scope_checked':true,'auth_token_scopes':[' TRADE '] | -",
                "'auth_token_scope_checked':true,'auth_token_scopes':['read'] | auth_token_scopes",
                "'auth_token_scope_checked':true,'auth_token_scopes':[] | -",
                "'auth_token_scope_checked':true,'auth_token_scopes':['  '] | -",
                "'auth_token_scope_checked':true,'auth_token_scopes':'trade' | auth_token_scopes"
            })
    void shouldHoldScopesAgainstWhatIsRequired(String members, String member) {
        String metadata = "{'mode':'grpc','auth_token_provided':true," + members + "}";
        assertAnswer(
                withMetadata(metadata, ENTRY, "--require-auth-scope", "trade"),
                CompatReason.METADATA_DIFFERS,
                member);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "--require-tls-material root_cert | {'tls_materials':{'root_cert':true}} | -",
                "--require-tls-material root_cert | {'tls_materials':{'root_cert':false}} | tls_materials.root_cert",
                "--require-tls-material root_cert | {} | tls_materials",
                "--allow-unsigned | {'tls_materials':{'server_sha256':true},'server_sha256':'AB:cd'} | -",
                "--allow-unsigned | {'tls_materials':{'server_sha256':true}} | server_sha256",
                "--allow-unsigned | {'tls_materials':{'server_sha256':true},'server_sha256':'xyz'} | server_sha256",
                "--allow-unsigned | {'tls_materials':{'server_sha256':true},'server_sha256':''} | server_sha256",
                "--allow-unsigned | {'tls_materials':{'server_sha256':false},'server_sha256':'ab'} | server_sha256",
                "--require-tls-material server_sha256 | {'tls_materials':{'server_sha256':true},'server_sha256':'ab'} | -",
                "--expect-server-sha256 AB:CD | {'tls_materials':{},'server_sha256':' abcd '} | -",
                "--expect-server-sha256 AB:CD | {'tls_materials':{},'server_sha256':'abce'} | server_sha256",
                "--expect-server-sha256 AB:CD | {'tls_materials':{}} | server_sha256",
                "--expect-server-sha256 AB:CD | {'server_sha256':'abcd'} | tls_materials",
                "--expect-server-sha256 no-hex | {'tls_materials':{},'server_sha256':'abcd'} | --expect-server-sha256",
                "--expect-server-sha256-source pinned | {'tls_materials':{},'server_sha256_source':' Pinned'} | -",
                "--expect-server-sha256-source pinned | {'tls_materials':{},'server_sha256_source':'file'} | server_sha256_source",
                "--expect-server-sha256-source pinned | {'tls_materials':{}} | server_sha256_source"
            })
    void shouldHoldCertificatesAgainstWhatIsRequired(
            String option, String metadata, String member) {
        assertAnswer(
                withMetadata(metadata, ENTRY, option.split(" ")),
                CompatReason.METADATA_DIFFERS,
                member);
    }

    @ParameterizedTest
    @CsvSource({
        "--expect-mode grpc",
        "--expect-summary-enabled",
        "--expect-filter a=1",
        "--require-auth-token",
        "--require-auth-scope trade",
        "--require-tls",
        "--expect-input-file a.jsonl",
        "--expect-endpoint h:1",
        "--require-tls-material root_cert",
        "--expect-server-sha256 ab",
        "--expect-server-sha256-source pinned"
    })
    void shouldExpectNothingOfALogWithoutMetadata(String option) {
        assertThat(run(ENTRY.replace('\'', '"') + "\n", option.split(" ")).reason())
                .isEqualTo(CompatReason.METADATA_MISSING);
    }

    @ParameterizedTest
    @CsvSource({"--allow-unsigned", "--expect-input-file=", "--expect-endpoint="})
    void shouldTakeALogWithoutMetadataWhereNothingIsExpected(String option) {
        assertThat(run(ENTRY + "\n", option).reason()).isEqualTo(CompatReason.OK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'severity':['Error'] | {'severity':' ERROR '} | -",
                "'severity':['error'] | {'severity':'info'} | severity",
                "'severity':['error'] | {} | severity",
                "'severity':[1] | {'severity':'info'} | severity",
                "'severity':[' '] | {'severity':'info'} | severity",
                "'severity':'error' | {'severity':'error'} | severity",
                "'severity_min':'warning' | {'severity':'warning'} | -",
                "'severity_min':'warning' | {'severity':'error'} | -",
                "'severity_min':'warning' | {'severity':'notice'} | severity_min",
                "'severity_min':'warning' | {'severity':'loud'} | severity_min",
                "'severity_min':'loud' | {'severity':'fatal'} | severity_min",
                "'severity_min':'trace' | {'severity':'trace'} | -",
                "'severity_min':7 | {'severity':'fatal'} | severity_min",
                "'event':'jank' | {'event':'jank'} | -",
                "'event':'jank' | {'event':'x'} | event",
                "'event':7 | {'event':'x'} | event",
                "'screen_index':1 | {'screen':{'index':1}} | -",
                "'screen_index':true | {'screen':{'index':1}} | -",
                "'screen_index':1 | {'screen':{'index':2}} | screen_index",
                "'screen_index':1 | {} | screen_index",
                "'screen_index':'1' | {'screen':{'index':1}} | screen_index",
                "'screen_name':'DELL' | {'screen':{'name':'my dell 27'}} | -",
                "'screen_name':'DELL' | {'screen':{'name':'lg'}} | screen_name",
                "'screen_name':'DELL' | {} | screen_name",
                "'screen_name':'' | {} | -",
                "'screen_name':7 | {} | screen_name",
                "'since':'2026-01-02T00:00:00Z' | {'timestamp':'2026-01-02T00:00:00Z'} | -",
                "'since':'2026-01-02T00:00:00Z' | {'timestamp':'2026-01-01T00:00:00Z'} | since",
                "'since':'2026-01-02T00:00:00Z' | {} | timestamp",
                "'since':'whenever' | {'timestamp':'2026-01-02T00:00:00Z'} | since",
                "'until':'2026-01-02T00:00:00Z' | {'timestamp':'2026-01-02T00:00:00Z'} | -",
                "'until':'2026-01-02T00:00:00Z' | {'timestamp':'2026-01-03T00:00:00Z'} | until",
                "'until':7.5e400 | {'timestamp':'2026-01-03T00:00:00Z'} | until",
                "'limit':1 | {} | -",
                "'limit':'1' | {} | -",
                "'limit':1.9 | {} | -",
                "'limit':0 | {} | limit",
                "'limit':-1 | {} | limit",
                "'limit':true | {} | limit",
                "'limit':'many' | {} | limit"
            })
    void shouldHoldEntriesAgainstTheFiltersOfTheLog(String filter, String entry, String member) {
        String metadata = "{'filters':{" + filter + "}}";
        assertAnswer(withMetadata(metadata, entry), CompatReason.FILTER_DIFFERS, member);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "aggressive | info | OK",
                "aggressive | debug | SEVERITY_TOO_LOW",
                "balanced | notice | OK",
                "balanced | info | SEVERITY_TOO_LOW",
                "conservative | notice | EVENT_BELOW_MIN",
                "manual | trace | OK",
                "reckless | fatal | USAGE"
            })
    void shouldHoldEntriesAgainstARiskProfile(
            String profile, String severity, CompatReason reason) {
        String entry = "{'event':'x','severity':'" + severity + "','screen':{'index':0}}";
        CompatResult result =
                withMetadata("{'summary_enabled':true}", entry, "--risk-profile", profile);

        assertThat(result.reason()).as("%s", result).isEqualTo(reason);
    }
}
