package io.gatehouse.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No page of the documentation points to a file that is not there, and every page is reachable. */
class LinksTest {

    private static final Path ROOT = Path.of(System.getProperty("gatehouse.root"));
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    @Test
    void shouldLeadToExistingFiles() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            for (Path target : targets(page)) {
                links++;
                if (!Files.exists(target)) {
                    broken.add(ROOT.relativize(page) + " -> " + ROOT.relativize(target));
                }
            }
        }
        assertThat(links).isPositive();
        assertThat(broken).isEmpty();
    }

    @Test
    void shouldBeReachableFromTheReadme() throws IOException {
        List<Path> reached = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        for (int i = 0; i < reached.size(); i++) {
            for (Path target : targets(reached.get(i))) {
                if (target.toString().endsWith(".md")
                        && Files.exists(target)
                        && !reached.contains(target)) {
                    reached.add(target);
                }
            }
        }
        assertThat(pages()).isSubsetOf(reached);
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream.concat(top, docs)
                    .filter(Files::isRegularFile)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    /** Files that a page links to; links out of the project and within the page are left alone. */
    private static List<Path> targets(Path page) throws IOException {
        List<Path> targets = new ArrayList<>();
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            String target = link.group(1);
            if (!target.contains("://") && !target.startsWith("#")) {
                String file =
                        target.contains("#") ? target.substring(0, target.indexOf('#')) : target;
                targets.add(page.getParent().resolve(file).normalize());
            }
        }
        return targets;
    }
}
