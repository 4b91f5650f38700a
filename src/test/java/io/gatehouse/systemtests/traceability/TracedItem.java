package io.gatehouse.systemtests.traceability;

import java.util.List;
import java.util.Optional;

/**
 * One mapped unit of the specification.
 *
 * @param sha384 SHA-384 of the unit's text, lower-case hexadecimal
 * @param planned whether the substance of the unit is still to be built
 * @param area whose work it will be, where it is planned
 */
record TracedItem(
        String id,
        String document,
        String summary,
        String sha384,
        boolean planned,
        Optional<String> area,
        List<Coverage> coverage) {

    TracedItem {
        coverage = List.copyOf(coverage);
    }
}
