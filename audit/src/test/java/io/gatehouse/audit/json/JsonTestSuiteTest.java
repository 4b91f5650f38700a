package io.gatehouse.audit.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every file of JSONTestSuite, against the table below where RFC 8259 leaves the choice to us. */
class JsonTestSuiteTest {

    /** Valid JSON by the RFC, and refused here: readers differ on which member counts. */
    private static final Set<String> VALID_BUT_REFUSED =
            Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");

    /** Numbers beyond a double: kept as their literal text in evidence, refused when signed. */
    private static final Set<String> IMPLEMENTATION_ACCEPTED =
            Set.of(
                    "i_number_double_huge_neg_exp.json",
                    "i_number_huge_exp.json",
                    "i_number_neg_int_huge_exp.json",
                    "i_number_pos_double_huge_exp.json",
                    "i_number_real_neg_overflow.json",
                    "i_number_real_pos_overflow.json",
                    "i_number_real_underflow.json",
                    "i_number_too_big_neg_int.json",
                    "i_number_too_big_pos_int.json",
                    "i_number_very_big_negative_int.json");

    private static final Map<String, JsonFault.Kind> IMPLEMENTATION_REFUSED =
            new TreeMap<>(
                    Map.ofEntries(
                            refused("i_object_key_lone_2nd_surrogate", JsonFault.Kind.SYNTAX),
                            refused(
                                    "i_string_1st_surrogate_but_2nd_missing",
                                    JsonFault.Kind.LONE_SURROGATE),
                            refused(
                                    "i_string_1st_valid_surrogate_2nd_invalid",
                                    JsonFault.Kind.LONE_SURROGATE),
                            refused("i_string_UTF-16LE_with_BOM", JsonFault.Kind.INVALID_UTF8),
                            refused("i_string_UTF-8_invalid_sequence", JsonFault.Kind.INVALID_UTF8),
                            refused("i_string_UTF8_surrogate_U+D800", JsonFault.Kind.INVALID_UTF8),
                            refused(
                                    "i_string_incomplete_surrogate_and_escape_valid",
                                    JsonFault.Kind.LONE_SURROGATE),
                            refused(
                                    "i_string_incomplete_surrogate_pair",
                                    JsonFault.Kind.LONE_SURROGATE),
                            refused(
                                    "i_string_incomplete_surrogates_escape_valid",
                                    JsonFault.Kind.LONE_SURROGATE),
                            refused(
                                    "i_string_invalid_lonely_surrogate",
                                    JsonFault.Kind.LONE_SURROGATE),
                            refused("i_string_invalid_surrogate", JsonFault.Kind.LONE_SURROGATE),
                            refused("i_string_invalid_utf-8", JsonFault.Kind.INVALID_UTF8),
                            refused(
                                    "i_string_inverted_surrogates_U+1D11E",
                                    JsonFault.Kind.LONE_SURROGATE),
                            refused("i_string_iso_latin_1", JsonFault.Kind.INVALID_UTF8),
                            refused(
                                    "i_string_lone_second_surrogate",
                                    JsonFault.Kind.LONE_SURROGATE),
                            refused(
                                    "i_string_lone_utf8_continuation_byte",
                                    JsonFault.Kind.INVALID_UTF8),
                            refused("i_string_not_in_unicode_range", JsonFault.Kind.INVALID_UTF8),
                            refused(
                                    "i_string_overlong_sequence_2_bytes",
                                    JsonFault.Kind.INVALID_UTF8),
                            refused(
                                    "i_string_overlong_sequence_6_bytes",
                                    JsonFault.Kind.INVALID_UTF8),
                            refused(
                                    "i_string_overlong_sequence_6_bytes_null",
                                    JsonFault.Kind.INVALID_UTF8),
                            refused("i_string_truncated-utf-8", JsonFault.Kind.INVALID_UTF8),
                            refused("i_string_utf16BE_no_BOM", JsonFault.Kind.INVALID_UTF8),
                            refused("i_string_utf16LE_no_BOM", JsonFault.Kind.INVALID_UTF8),
                            refused("i_structure_500_nested_arrays", JsonFault.Kind.TOO_DEEP),
                            refused(
                                    "i_structure_UTF-8_BOM_empty_object",
                                    JsonFault.Kind.BYTE_ORDER_MARK)));

    private static Map.Entry<String, JsonFault.Kind> refused(String name, JsonFault.Kind kind) {
        return Map.entry(name + ".json", kind);
    }

    @Test
    void shouldDecideEveryFileAsTheSuiteOrOurTableSays() throws IOException {
        // given
        Path folder = Shared.require("vectors/jsontestsuite/test_parsing");
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.sorted().toList();
        }
        int valid = 0;
        int signable = 0;
        int invalid = 0;
        Map<String, JsonFault.Kind> refusedHere = new TreeMap<>();
        List<String> acceptedHere = new ArrayList<>();

        for (Path file : files) {
            // when
            String name = file.getFileName().toString();
            byte[] bytes = Files.readAllBytes(file);
            JsonReading evidence = StrictJson.readEvidence(bytes);
            JsonReading signed = StrictJson.readSigned(bytes);

            // then
            if (signed instanceof JsonReading.Parsed) {
                assertThat(evidence).as(name).isEqualTo(signed);
            }
            switch (name.charAt(0)) {
                case 'y' -> {
                    valid++;
                    signable += signed instanceof JsonReading.Parsed ? 1 : 0;
                    if (VALID_BUT_REFUSED.contains(name)) {
                        assertThat(kind(evidence))
                                .as(name)
                                .isEqualTo(JsonFault.Kind.DUPLICATE_NAME);
                    } else {
                        assertThat(evidence).as(name).isInstanceOf(JsonReading.Parsed.class);
                    }
                }
                case 'n' -> {
                    invalid++;
                    assertThat(evidence).as(name).isInstanceOf(JsonReading.Refused.class);
                }
                default -> {
                    if (evidence instanceof JsonReading.Parsed) {
                        acceptedHere.add(name);
                    } else {
                        refusedHere.put(name, kind(evidence));
                    }
                    assertThat(signed).as(name).isInstanceOf(JsonReading.Refused.class);
                }
            }
        }
        assertThat(acceptedHere).containsExactlyInAnyOrderElementsOf(IMPLEMENTATION_ACCEPTED);
        assertThat(refusedHere).isEqualTo(IMPLEMENTATION_REFUSED);
        System.out.printf(
                "JSONTestSuite: y %d (%d also signable, 2 refused as duplicates), n %d refused,"
                        + " i %d accepted, %d refused%n",
                valid, signable, invalid, acceptedHere.size(), refusedHere.size());
        assertThat(List.of(valid, invalid, acceptedHere.size(), refusedHere.size()))
                .isEqualTo(List.of(95, 188, 10, 25));
    }

    private static JsonFault.Kind kind(JsonReading reading) {
        return ((JsonReading.Refused) reading).fault().kind();
    }
}
