package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code risk_profiles}: the limits that stand between a strategy and the account. */
final class RiskProfilesCheck implements ConfigCheck {

    /** The seven limits of a profile; zero is legal and means that nothing is allowed. */
    static final List<String> LIMITS =
            List.of(
                    "max_daily_loss_pct",
                    "max_position_pct",
                    "target_volatility",
                    "max_leverage",
                    "stop_loss_atr_multiple",
                    "max_open_positions",
                    "hard_drawdown_pct");

    private static final Set<String> FRACTIONS =
            Set.of("max_daily_loss_pct", "max_position_pct", "hard_drawdown_pct");

    static final ConfigCode NEGATIVE =
            ConfigCode.existing(
                    "risk_profile_unknown_or_negative",
                    "A limit of a risk profile is negative, or an environment names a risk profile that there is not.",
                    "correct the limit, or name a profile of risk_profiles");

    static final ConfigCode BUCKET =
            ConfigCode.existing(
                    "risk_bucket_unknown",
                    "A risk profile names an instrument bucket that there is not.",
                    "name a bucket of instrument_buckets");

    static final ConfigCode MISSING =
            ConfigCode.ours(
                    "risk_limit_missing",
                    "A risk profile lacks one of its seven limits; nothing would be limited.",
                    "set the limit");

    static final ConfigCode ABOVE_ONE =
            ConfigCode.ours(
                    "risk_limit_above_one",
                    "A limit that is a share of the account is above 1, more than everything.",
                    "write 0.02 for two per cent");

    static final ConfigCode ORDER =
            ConfigCode.ours(
                            "risk_daily_loss_above_drawdown",
                            "The daily loss limit lies above the hard drawdown, so it never acts first.",
                            "lower max_daily_loss_pct, or raise hard_drawdown_pct")
                    .asWarning();

    static final ConfigCode ALLOCATION =
            ConfigCode.ours(
                            "risk_allocation_above_one",
                            "The shares of the strategies add up to more than 1.",
                            "lower the shares of strategy_allocations")
                    .asWarning();

    @Override
    public String name() {
        return "risk-profiles";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(NEGATIVE, BUCKET, MISSING, ABOVE_ONE, ORDER, ALLOCATION);
    }

    @Override
    public void run(Examination file) {
        Set<String> buckets = file.entries("instrument_buckets").keySet();
        file.entries("risk_profiles")
                .forEach(
                        (name, profile) -> {
                            LIMITS.forEach(limit -> limit(file, name, profile, limit));
                            order(file, name, profile);
                            allocations(file, name, profile);
                            for (Scalar bucket : file.texts(profile, "instrument_buckets")) {
                                if (!buckets.contains(bucket.text())) {
                                    file.find(BUCKET, bucket, name, bucket.text());
                                }
                            }
                        });
    }

    private static void limit(Examination file, String name, Mapping profile, String limit) {
        Optional<Examination.Figure> figure = file.number(profile, limit);
        if (figure.isEmpty()) {
            if (profile.find(limit).isEmpty()) {
                file.find(MISSING, profile, name, "no " + limit);
            }
            return;
        }
        if (figure.get().isBelow(0)) {
            file.find(NEGATIVE, figure.get().at(), name, limit + " is " + figure.get().at().text());
        }
        if (FRACTIONS.contains(limit) && figure.get().value().compareTo(BigDecimal.ONE) > 0) {
            file.find(
                    ABOVE_ONE, figure.get().at(), name, limit + " is " + figure.get().at().text());
        }
    }

    private static void order(Examination file, String name, Mapping profile) {
        Optional<Examination.Figure> daily = file.number(profile, "max_daily_loss_pct");
        Optional<Examination.Figure> hard = file.number(profile, "hard_drawdown_pct");
        if (daily.isPresent()
                && hard.isPresent()
                && daily.get().value().compareTo(hard.get().value()) > 0) {
            file.find(
                    ORDER,
                    daily.get().at(),
                    name,
                    daily.get().at().text() + " above " + hard.get().at().text());
        }
    }

    private static void allocations(Examination file, String name, Mapping profile) {
        Optional<Mapping> shares = file.mapping(profile, "strategy_allocations");
        if (shares.isEmpty()) {
            return;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (String strategy : shares.get().last().keySet()) {
            Optional<Examination.Figure> share = file.number(shares.get(), strategy);
            // a share with a huge exponent would make the sum as long as it likes
            if (share.isPresent()
                    && share.get().value().abs().compareTo(BigDecimal.TEN) < 0
                    && share.get().value().scale() <= 40) {
                sum = sum.add(share.get().value());
            } else if (share.isPresent()) {
                sum = sum.add(BigDecimal.TEN);
            }
        }
        if (sum.compareTo(BigDecimal.ONE) > 0) {
            file.find(ALLOCATION, shares.get(), name, "more than 1 in total");
        }
    }
}
