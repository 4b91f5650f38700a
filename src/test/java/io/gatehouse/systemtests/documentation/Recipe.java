package io.gatehouse.systemtests.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A how-to whose code blocks are carried out: a line {@code New file `PATH`:} or {@code In `PATH`,
 * after the line that begins with `TEXT`:} says where the block below it goes.
 */
final class Recipe {

    private static final Pattern NEW = Pattern.compile("\\s*New file `([^`]+)`:");
    private static final Pattern INTO =
            Pattern.compile("\\s*In `([^`]+)`, after the line that begins with `(.+)`:");

    /**
     * @param anchor start of the line after which the block goes; empty for a new file
     */
    private record Block(String path, String anchor, List<String> lines) {}

    private final List<Block> blocks = new ArrayList<>();

    static Recipe of(Path page) throws IOException {
        Recipe recipe = new Recipe();
        String path = "";
        String anchor = "";
        List<String> block = null;
        for (String line : Files.readAllLines(page)) {
            Matcher fresh = NEW.matcher(line);
            Matcher into = INTO.matcher(line);
            if (block != null && line.equals("```")) {
                recipe.blocks.add(new Block(path, anchor, block));
                block = null;
                path = "";
            } else if (block != null) {
                block.add(line);
            } else if (fresh.matches()) {
                path = fresh.group(1);
                anchor = "";
            } else if (into.matches()) {
                path = into.group(1);
                anchor = into.group(2);
            } else if (line.startsWith("```") && !path.isEmpty()) {
                block = new ArrayList<>();
            }
        }
        return recipe;
    }

    /** Does in a copy of the project what the page says; gives how many files it touched. */
    int carryOut(Path copy) throws IOException {
        for (Block block : blocks) {
            Path file = copy.resolve(block.path());
            if (block.anchor().isEmpty()) {
                if (Files.exists(file)) {
                    throw new AssertionError(block.path() + " is not new");
                }
                Files.createDirectories(file.getParent());
                Files.write(file, block.lines());
            } else {
                Files.write(file, inserted(block, Files.readAllLines(file)));
            }
        }
        return blocks.size();
    }

    private static List<String> inserted(Block block, List<String> before) {
        List<String> after = new ArrayList<>();
        boolean done = false;
        for (String line : before) {
            after.add(line);
            if (!done && line.strip().startsWith(block.anchor())) {
                after.addAll(block.lines());
                done = true;
            }
        }
        if (!done) {
            throw new AssertionError(
                    block.path() + " has no line that begins with " + block.anchor());
        }
        return after;
    }
}
