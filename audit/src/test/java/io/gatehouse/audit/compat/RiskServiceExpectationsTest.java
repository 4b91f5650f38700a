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

/** What can be required of the risk service in a log's metadata, met and not met. */
class RiskServiceExpectationsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "--require-risk-service-tls | 'risk_service':{'tls_enabled':true} | -",
                "--require-risk-service-tls | 'risk_service':{'tls_enabled':false} | tls_enabled",
                "--require-risk-service-tls | 'risk_service':{} | tls_enabled",
                "--require-risk-service-tls | 'risk_service':'yes' | risk_service",
                "--require-risk-service-tls | 'mode':'grpc' | risk_service",
                "--require-risk-service-tls | 'core_config':{'risk_service':{'tls_enabled':true}} | -",
                "--require-risk-service-tls | 'core_config':{'risk_service':{'tls_enabled':true}},'risk_service':{'tls_enabled':false} | tls_enabled",
                "--require-risk-service-tls | 'core_config':{'risk_service':{'tls_enabled':true}},'risk_service':{'tls_enabled':null} | -",
                "--require-risk-service-tls-material client_key | 'risk_service':{'client_key_configured':true} | -",
                "--require-risk-service-tls-material client_key | 'risk_service':{'client_cert_configured':true} | client_key_configured",
                "--require-risk-service-tls-material client_auth | 'risk_service':{'client_auth':'mutual'} | -",
                "--expect-risk-service-server-sha256 AB:CD | 'risk_service':{'pinned_fingerprints':['ff','abcd']} | -",
                "--expect-risk-service-server-sha256 AB:CD | 'risk_service':{'pinned_fingerprints':['ab']} | pinned_fingerprints",
                "--expect-risk-service-server-sha256 AB:CD | 'risk_service':{'pinned_fingerprints':'abcd'} | pinned_fingerprints",
                "--require-risk-service-scope Trade | 'risk_service':{'auth_token_scopes':[' TRADE']} | -",
                "--require-risk-service-scope Trade | 'risk_service':{'auth_token_scope_required':'trade'} | -",
                "--require-risk-service-scope Trade | 'risk_service':{'required_scopes':{'trade':[]}} | -",
                "--require-risk-service-scope Trade | 'risk_service':{'auth_token_scopes':['read']} | auth_token_scopes",
                "--require-risk-service-token-id t1 | 'risk_service':{'auth_token_tokens':[' t1 ']} | -",
                "--require-risk-service-token-id t1 | 'risk_service':{'auth_token_token_id':'t1'} | -",
                "--require-risk-service-token-id t1 | 'risk_service':{'auth_token_token_id':'T1'} | token_id",
                "--require-risk-service-auth-token | 'risk_service':{'auth_token_scope_checked':true} | -",
                "--require-risk-service-auth-token | 'risk_service':{'auth_token_scope_checked':1} | auth_token_scope_checked",
                "--require-risk-service-auth-token | 'risk_service':{'auth_token_scope_checked':true,'auth_token_scope_match':false} | auth_token_scope_match"
            })
    void shouldHoldTheRiskServiceAgainstWhatIsRequired(
            String option, String metadata, String member) {
        String log = "{'kind':'metadata','metadata':{" + metadata + "}}\n{'event':'x'}\n";
        List<String> words = new ArrayList<>(List.of("-", "--allow-unsigned"));
        words.addAll(List.of(option.split(" ")));
        Path nowhere = Path.of("target", "no-such-directory");
        byte[] bytes = log.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

        CompatResult result =
                CompatVerification.run(
                        words,
                        new CompatInputs(
                                Map.of(),
                                new ByteArrayInputStream(bytes),
                                nowhere,
                                nowhere,
                                Instant.EPOCH));

        if (member.equals("-")) {
            assertThat(result.reason()).as("%s", result).isEqualTo(CompatReason.OK);
        } else {
            assertThat(result.reason())
                    .as("%s", result)
                    .isEqualTo(CompatReason.RISK_SERVICE_DIFFERS);
            assertThat(result.details()).containsExactly(member);
        }
    }
}
