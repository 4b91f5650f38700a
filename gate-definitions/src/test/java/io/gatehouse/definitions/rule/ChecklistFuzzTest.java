package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.checklist.Checklist;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.SignOffKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mutated forms, signed and with one field left open, through the rule {@code checklist-complete}.
 *
 * <p>Property: the rule answers whatever the bytes are, and it says PASS only where a plain reading
 * line by line, which shares no code with it, finds a tick in every row and task that is not in a
 * comment or in code, and no empty box anywhere else. So an open row that a mutation did not touch
 * is never accepted. What the rule answers is what the archive says of the same form.
 *
 * <p>With the property {@code gatehouse.campaign} 100,000 inputs; some thousands without.
 */
class ChecklistFuzzTest {

    private static final int INPUTS = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 4_000;
    private static final long SEED = 20261121L;

    private static final String SIGNED =
            """
            # Handel paper

            Bramka: `paper`

            ## Przed startem

            - [x] Konfiguracja przeszła walidację
            - [X] Raport Paper Labs przejrzany

            ## Kroki

            | Krok | Odpowiedzialny | Artefakty | Akceptacja |
            | --- | --- | --- | --- |
            | Paper Labs | Zespół Ryzyka | `reports/paper_labs/*.json` | [x] |
            | Licencja | Operator OEM | `request.json`, `var/<id>.jsonl` | [x] A. Nowak |

            <!-- wersja 3 -->

            ### Akceptacja

            | Step | Responsible | Artefacts | Acceptance |
            | --- | --- | --- | --- |
            | Zatwierdzenie | Compliance | - | [X] |
            """;

    /** What a person left open, each in a form that is signed otherwise. */
    private static final List<String> OPEN =
            List.of(
                    "| Licencja | Operator OEM | `request.json`, `var/<id>.jsonl` | [ ] |",
                    "| Zatwierdzenie | Compliance | - | [ ] |",
                    "| Zatwierdzenie | Compliance | - | |",
                    "- [ ] Raport Paper Labs przejrzany");

    private static final List<String> PARTS =
            List.of(
                    "|", "[ ]", "[x]", "[", "]", "(", ")", "`", "```", "~~~", "<!--", "-->", "\\",
                    "#", "- ", "    ", "\t", " ", "\n", "\r", ":", "\u200b", "<b>", "&", ">", "x",
                    "\u2003", "---");

    private static String left(String open) {
        int bar = open.startsWith("|") ? open.indexOf('|', 1) : open.length();
        String start = open.substring(0, bar).replace("[ ]", "[X]");
        String signed = SIGNED.lines().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
        return SIGNED.replace(signed, open);
    }

    private static Verdict verdict(byte[] bytes) {
        return new Bench()
                .file("form", bytes, Bench.NOW)
                .signOff("celina", Role.COMPLIANCE, SignOffKind.APPROVED)
                .run(
                        "checklist-complete",
                        Map.of("artefact", "form", "roles", List.of("compliance")))
                .verdict();
    }

    @Test
    void shouldAcceptNoMutantInWhichAFieldIsOpen() {
        Random random = new Random(SEED);
        int tried = 0;
        int ofSigned = 0;
        int untouched = 0;
        int ofOpen = 0;
        assertThat(verdict(SIGNED.getBytes(UTF_8))).isEqualTo(Verdict.PASS);
        assertThat(plainlyComplete(SIGNED)).isTrue();
        for (String open : OPEN) {
            assertThat(verdict(left(open).getBytes(UTF_8))).as(open).isEqualTo(Verdict.FAIL);
            assertThat(plainlyComplete(left(open))).as(open).isFalse();
        }
        for (; tried < INPUTS; tried++) {
            boolean signed = tried % 3 == 0;
            String open = OPEN.get(random.nextInt(OPEN.size()));
            byte[] bytes = mutate(signed ? SIGNED : left(open), random);
            String text = new String(bytes, UTF_8);
            String input = "seed %d, input %d:\n%s".formatted(SEED, tried, text);
            Verdict verdict;
            try {
                verdict = verdict(bytes);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(input, e);
            }
            assertThat(verdict == Verdict.PASS)
                    .as(input)
                    .isEqualTo(Checklist.read(bytes).isComplete());
            if (verdict == Verdict.PASS) {
                assertThat(plainlyComplete(text)).as(input).isTrue();
                ofSigned += signed ? 1 : 0;
                ofOpen += signed ? 0 : 1;
            }
            if (!signed && unhidden(text).contains(open)) {
                untouched++;
                assertThat(verdict).as(input).isNotEqualTo(Verdict.PASS);
            }
        }
        System.out.printf(
                "mutated inputs: checklists (rule), tried %d, accepted %d, seed %d"
                        + " (%d of signed forms, %d whose open row was filled or removed;"
                        + " %d open rows untouched, none accepted)%n",
                tried, ofSigned + ofOpen, SEED, ofSigned, ofOpen, untouched);
        assertThat(tried).isEqualTo(INPUTS);
        assertThat(ofSigned).isGreaterThan(INPUTS / 50);
        assertThat(ofOpen).isPositive();
        assertThat(untouched).isGreaterThan(INPUTS / 4);
    }

    // ---- the plain reading

    /** The lines that are neither in a comment nor in code between two fences. */
    private static List<String> unhidden(String text) {
        String plain =
                text.replaceAll("(?s)<!-->|<!--.*?-->", "")
                        .replaceAll("(?ms)^(```+|~~~+)[^`\\n]*$.*?^ {0,3}\\1[`~]*[ \\t]*$", "");
        return Arrays.asList(plain.split("\r\n|\r|\n", -1));
    }

    private static boolean plainlyComplete(String text) {
        List<String> lines = unhidden(text);
        boolean any = false;
        boolean acceptance = true;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            boolean tick = line.contains("[x]") || line.contains("[X]");
            any |= tick;
            boolean head = i + 1 < lines.size() && isRule(lines.get(i + 1));
            boolean row = line.startsWith("|") && !head && !isRule(line);
            if (head) {
                String names = line.toLowerCase(Locale.ROOT).replace("*", "").replace("_", "");
                acceptance = names.contains("| akceptacja |") || names.contains("| acceptance |");
            }
            boolean filled = tick || !(acceptance || line.matches(".*\\|\\s*\\|"));
            boolean link = line.matches("[-*] \\[[^\\]]{2,}\\]\\(.*");
            boolean task = !link && (line.startsWith("- [") || line.startsWith("* ["));
            if (hasEmptyBox(line)
                    || (row && !filled)
                    || (task && !line.startsWith("[x]", 2) && !line.startsWith("[X]", 2))) {
                return false;
            }
        }
        return any;
    }

    private static boolean isRule(String line) {
        return line.contains("-") && line.contains("|") && line.strip().matches("[|:\\s-]+");
    }

    private static boolean hasEmptyBox(String line) {
        for (int at = line.indexOf('['); at >= 0; at = line.indexOf('[', at + 1)) {
            int end = line.indexOf(']', at);
            if (end > at
                    && line.substring(at + 1, end).replaceAll("[\\\\\u200b\u2003]", "").isBlank()) {
                return true;
            }
        }
        return false;
    }

    // ---- the mutations

    private static byte[] mutate(String form, Random random) {
        byte[] bytes = form.getBytes(UTF_8);
        for (int change = 1 + random.nextInt(4); change > 0; change--) {
            bytes =
                    switch (random.nextInt(8)) {
                        case 0, 1, 2 -> inserted(bytes, random);
                        case 3 -> inLines(bytes, random);
                        default -> inBytes(bytes, random);
                    };
        }
        return bytes;
    }

    private static byte[] inserted(byte[] bytes, Random random) {
        String text = new String(bytes, UTF_8);
        int at = random.nextInt(text.length() + 1);
        if (random.nextInt(3) == 0) {
            // where a line begins, marks mean most
            at = text.lastIndexOf('\n', at) + 1;
        }
        String part = PARTS.get(random.nextInt(PARTS.size()));
        return (text.substring(0, at) + part + text.substring(at)).getBytes(UTF_8);
    }

    private static byte[] inBytes(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return bytes;
        }
        byte[] copy = bytes.clone();
        int at = random.nextInt(copy.length);
        switch (random.nextInt(4)) {
            case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy[at] = (byte) "|[]x -`*_<>!#\n\\()&:~".charAt(random.nextInt(20));
            case 2 -> {
                if (random.nextInt(6) == 0) {
                    return Arrays.copyOf(copy, at);
                }
                System.arraycopy(bytes, at + 1, copy, at, copy.length - at - 1);
                return Arrays.copyOf(copy, copy.length - 1);
            }
            default -> copy[at] = (byte) random.nextInt(256);
        }
        return copy;
    }

    /** A line is removed, doubled, moved, indented or emptied. */
    private static byte[] inLines(byte[] bytes, Random random) {
        List<String> lines =
                new ArrayList<>(Arrays.asList(new String(bytes, UTF_8).split("\n", -1)));
        int at = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(random.nextInt(lines.size()), lines.get(at));
            case 2 -> lines.add(random.nextInt(lines.size()), lines.remove(at));
            case 3 -> lines.set(at, " ".repeat(1 + random.nextInt(5)) + lines.get(at));
            default -> lines.set(at, "");
        }
        return String.join("\n", lines).getBytes(UTF_8);
    }
}
