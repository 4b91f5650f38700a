package io.gatehouse.configuration.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The keys that the trading system reads, by place; {@code *} stands for every key of a mapping and
 * {@code []} for every element of a list. Only for finding near misses: a key that is not here is
 * no fault by itself.
 */
final class KnownKeys {

    static final Map<String, Set<String>> SECTIONS = sections();

    private KnownKeys() {}

    private static Map<String, Set<String>> sections() {
        Map<String, Set<String>> all = new TreeMap<>();
        put(
                all,
                "",
                """
                ai_model_management alerts cross_exchange_arbitrage_strategies decision_engine
                environments exchange_accounts exchange_adapters exchange_lifecycle execution
                instrument_buckets instrument_universes license market_intel
                mean_reversion_strategies observability permission_profiles portfolio_governor
                portfolio_governors portfolio_stress reporting resilience risk_profiles runtime
                runtime_entrypoints security_baseline strategies stress_lab
                volatility_target_strategies
                """);
        put(
                all,
                "risk_profiles.*",
                """
                max_daily_loss_pct max_position_pct target_volatility max_leverage
                stop_loss_atr_multiple max_open_positions hard_drawdown_pct data_quality
                strategy_allocations instrument_buckets
                """);
        put(all, "instrument_buckets.*", "universe symbols max_position_pct max_notional_usd tags");
        put(
                all,
                "environments.*",
                """
                exchange environment keychain_key keychain_user credential_purpose data_cache_path
                data_source risk_profile alert_channels ip_allowlist instrument_universe
                permission_profile required_permissions forbidden_permissions offline_mode
                default_strategy default_controller alert_throttle alert_audit decision_journal
                data_quality adapter_settings stream ai live_readiness health_check watchdog
                report_storage
                """);
        put(
                all,
                "environments.*.live_readiness",
                """
                checklist_id signed signed_by signed_at signature_path required_documents documents
                """);
        put(
                all,
                "environments.*.live_readiness.documents.[]",
                """
                name path location sha256 checksum signature_path signature signed signed_by
                signed_at required
                """);
        put(
                all,
                "runtime",
                """
                live_routing resource_limits controllers multi_strategy_schedulers metrics_service
                risk_service risk_decision_log portfolio_decision_log compliance_confirmed
                """);
        put(all, "runtime.controllers.*", "tick_seconds interval");
        put(
                all,
                "runtime.live_routing",
                "enabled default_route route_overrides latency_histogram_buckets prometheus_alerts");
        put(all, "runtime.live_routing.prometheus_alerts.[]", "name expr for labels annotations");
        put(all, "alerts.prometheus.[]", "name expr for labels annotations");
        put(
                all,
                "runtime.resource_limits",
                "cpu_percent memory_mb io_read_mb_s io_write_mb_s headroom_warning_threshold");
        String tls =
                """
                enabled certificate_path private_key_path client_ca_path require_client_auth
                private_key_password_env private_key_password pinned_fingerprints
                """;
        put(all, "runtime.metrics_service.tls", tls);
        put(all, "runtime.risk_service.tls", tls);
        String token = "token_id id token_env env token_value value token_hash hash scopes";
        put(all, "runtime.metrics_service.rbac_tokens.[]", token);
        put(all, "runtime.risk_service.rbac_tokens.[]", token);
        put(all, "runtime.multi_strategy_schedulers.*.rbac_tokens.[]", token);
        String log =
                """
                path max_entries signing_key_env signing_key_path signing_key_value signing_key_id
                jsonl_fsync enabled
                """;
        put(all, "runtime.risk_decision_log", log);
        put(all, "runtime.portfolio_decision_log", log);
        put(all, "execution", "live paper live_router mtls default_mode force_paper_when_offline");
        put(
                all,
                "execution.live",
                """
                enabled default_route route_overrides decision_log_path decision_log_key_env
                decision_log_key_path decision_log_key_value decision_log_key_id
                decision_log_rotate_bytes decision_log_keep latency_histogram_buckets qos signers
                require_hardware_wallet_for_withdrawals routes venues limits latency_budget_ms
                allow_cross_exchange_fallback guards metrics
                """);
        put(
                all,
                "execution.live.venues.*",
                """
                rate_per_second burst breaker_failures breaker_open_ms message_validity_ms
                absence_margin_ms address timeout_ms key secret
                """);
        for (String mode : List.of("execution.live", "execution.paper")) {
            routed(all, mode);
        }
        put(
                all,
                "execution.paper",
                """
                enabled default_route route_overrides routes venues limits latency_budget_ms
                allow_cross_exchange_fallback guards market metrics
                """);
        put(
                all,
                "execution.paper.venues.*",
                """
                rate_per_second burst breaker_failures breaker_open_ms message_validity_ms
                absence_margin_ms maker_bps taker_bps slippage_bps oldest_quote_ms seed
                """);
        put(
                all,
                "execution.paper.market.*",
                """
                candles interval_ms pace_ms price_step quantity_step min_notional max_quantity
                """);
        put(
                all,
                "alerts",
                """
                telegram_channels email_channels sms_providers signal_channels whatsapp_channels
                messenger_channels prometheus
                """);
        put(
                all,
                "license",
                """
                license_path fingerprint_path license_keys_path fingerprint_keys_path
                allowed_profiles allowed_issuers max_validity_days required_schema
                allowed_schema_versions revocation_list_path revocation_required
                revocation_list_max_age_hours revocation_keys_path revocation_signature_required
                """);
        return Map.copyOf(all);
    }

    /** What {@code execution.live} and {@code execution.paper} have in common. */
    private static void routed(Map<String, Set<String>> all, String mode) {
        put(
                all,
                mode + ".routes.[]",
                """
                name exchanges symbols risk_profiles order_types latency_budget_ms
                allow_cross_exchange_fallback
                """);
        put(all, mode + ".metrics", "listen certificate private_key client_ca");
        put(all, mode + ".limits", "children_per_order unfilled_in_row");
        put(
                all,
                mode + ".guards.*",
                """
                currency symbols max_reference_age_ms collar_bps window_collar_bps window_ms
                max_order_value max_open_notional max_daily_loss orders_per_second
                orders_per_minute repetitions repetition_window_ms fee_bps capital
                """);
        put(all, mode + ".guards.*.symbols.*", "currency max_order_quantity max_position");
    }

    private static void put(Map<String, Set<String>> all, String place, String keys) {
        all.put(place, Set.of(keys.strip().split("\\s+")));
    }
}
