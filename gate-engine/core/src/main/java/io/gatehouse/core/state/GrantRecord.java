package io.gatehouse.core.state;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.EvidenceId;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.PromotionId;
import java.time.Instant;
import java.util.Optional;

/**
 * What was granted for one environment: enough to issue its permit again after a demotion.
 *
 * @param configuration digest of the configuration that was admitted
 * @param configurationItem the evidence it was recorded as, whose bytes are in the archive
 */
public record GrantRecord(
        GateId gate,
        Digest definition,
        PromotionId promotion,
        Digest configuration,
        Optional<EvidenceId> configurationItem,
        Release release,
        SealedLine decision,
        Instant at) {}
