package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A licence's own terms against the policy and the time. Pure. */
final class LicenceTerms {

    private static final Duration AHEAD = Duration.ofMinutes(2);

    private LicenceTerms() {}

    static List<Finding> judge(Licence licence, LicencePolicy policy, Instant now) {
        List<Finding> findings = new ArrayList<>();
        String another = "have another licence issued";
        if (licence.withdrawn()) {
            findings.add(licence.finding("withdrawn", "a licence in force", "withdrawn", another));
        }
        if (licence.payload().has("subscription")) {
            // its form is documented nowhere: a term that cannot be checked is not fulfilled
            findings.add(
                    licence.finding(
                            "subscription-unknown", "no terms of a subscription", "some", another));
        }
        if (!policy.profiles().contains(licence.profile())) {
            findings.add(
                    licence.finding(
                            "profile-not-allowed",
                            policy.profiles().stream().sorted().toList().toString(),
                            licence.profile(),
                            another));
        }
        if (!policy.issuers().contains(licence.issuer())) {
            findings.add(
                    licence.finding(
                            "issuer-not-allowed",
                            policy.issuers().stream().sorted().toList().toString(),
                            licence.issuer(),
                            another));
        }
        if (licence.issued().plus(policy.longest()).isBefore(licence.expires())) {
            findings.add(
                    licence.finding(
                            "too-long",
                            "a validity of at most " + policy.longest().toDays() + " days",
                            "until " + licence.expires(),
                            another));
        }
        if (licence.issued().isAfter(now.plus(AHEAD))) {
            findings.add(
                    licence.finding(
                            "not-yet-issued",
                            "issued before " + now,
                            licence.issued().toString(),
                            "set the clock right, or wait"));
        }
        if (!now.plus(policy.remaining()).isBefore(licence.expires())) {
            findings.add(
                    licence.finding(
                            "expired",
                            "in force until after " + now.plus(policy.remaining()),
                            licence.expires().toString(),
                            another));
        }
        if (licence.seats().filter(seats -> policy.seatsInUse() > seats).isPresent()) {
            findings.add(
                    licence.finding(
                            "seats-exceeded",
                            "at most " + licence.seats().get() + " seats",
                            policy.seatsInUse() + " in use",
                            "stop an instance, or license more seats"));
        }
        policy.features().stream()
                .filter(feature -> !licence.features().contains(feature))
                .sorted()
                .forEach(
                        feature ->
                                findings.add(
                                        licence.finding(
                                                "feature-missing", feature, "none", another)));
        return findings;
    }
}
