package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.SignOffKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The forms under {@code docs/runbooks}: refused as they come, accepted when filled in and signed.
 */
class SignableFormsTest {

    private static final Map<String, ?> ALL =
            Map.of("artefact", "form", "roles", List.of("compliance"));

    /** As the gate paper asks, besides. */
    private static final Map<String, ?> SECTION =
            Map.of("artefact", "form", "roles", List.of("compliance"), "section", "Akceptacja");

    private static String form(String name) throws IOException {
        return Files.readString(
                Path.of(System.getProperty("gatehouse.root"), "docs/runbooks", name));
    }

    private static String filled(String name) throws IOException {
        return form(name).replace("| [ ] |", "| [x] A. Nowak, 2026-05-04 |");
    }

    private static Bench signed(String markdown) {
        return new Bench()
                .file("form", markdown)
                .signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DEMO_PAPER_LIVE_CHECKLIST.md",
                "DEMO_PAPER_LIVE_CHECKLIST.en.md",
                "LIVE_EXECUTION_CHECKLIST.md",
                "LIVE_EXECUTION_CHECKLIST.en.md",
                "OEM_INSTALLER_ACCEPTANCE.md",
                "OEM_INSTALLER_ACCEPTANCE.en.md",
                "OFFLINE_REINSTALLATION_PLAN.md",
                "OFFLINE_REINSTALLATION_PLAN.en.md",
                "PAPER_LABS_CHECKLIST.md",
                "PAPER_LABS_CHECKLIST.en.md",
                "paper_trading.md",
                "paper_trading.en.md"
            })
    void shouldPassOnlyFilledAndSigned(String name) throws IOException {
        RuleAssert.that(signed(filled(name)).run("checklist-complete", ALL)).passes();

        assertThat(signed(form(name)).run("checklist-complete", ALL).verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(new Bench().file("form", filled(name)).run("checklist-complete", ALL).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"paper_trading.md", "paper_trading.en.md"})
    void shouldHaveTheSectionThatComplianceSigns(String name) throws IOException {
        RuleAssert.that(signed(filled(name)).run("checklist-complete", SECTION)).passes();
        assertThat(signed(form(name)).run("checklist-complete", SECTION).verdict())
                .isEqualTo(Verdict.FAIL);
    }
}
