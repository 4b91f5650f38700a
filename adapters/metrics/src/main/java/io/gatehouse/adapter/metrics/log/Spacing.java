package io.gatehouse.adapter.metrics.log;

/**
 * The two spellings of JSON that the existing router uses: without space for what is signed, with a
 * space behind each comma and colon in the file. For text that is JSON.
 */
final class Spacing {

    private Spacing() {}

    static String compact(String json) {
        return respell(json, "");
    }

    static String spaced(String json) {
        return respell(json, " ");
    }

    private static String respell(String json, String space) {
        StringBuilder out = new StringBuilder(json.length() + 64);
        boolean inText = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inText) {
                out.append(c);
                if (c == '\\' && i + 1 < json.length()) {
                    out.append(json.charAt(++i));
                } else if (c == '"') {
                    inText = false;
                }
            } else if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                out.append(c);
                inText = c == '"';
                if (c == ',' || c == ':') {
                    out.append(space);
                }
            }
        }
        return out.toString();
    }
}
