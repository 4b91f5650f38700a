package io.gatehouse.core.evidence;

import io.gatehouse.core.json.JsonObject;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The lines of a log as a list that does not change, although the log goes on: a longer history
 * shares the lines of the shorter one, so that growing costs the new lines and not all of them.
 */
public final class LineHistory extends AbstractList<JsonObject> implements RandomAccess {

    private final List<JsonObject> shared;
    private final int size;

    private LineHistory(List<JsonObject> shared, int size) {
        this.shared = shared;
        this.size = size;
    }

    /** No lines. */
    public static LineHistory empty() {
        return new LineHistory(new ArrayList<>(), 0);
    }

    /**
     * This history and the lines that came after it. This one stays as it is.
     *
     * @throws IllegalStateException when another history has grown out of this one already
     */
    public LineHistory and(List<JsonObject> following) {
        synchronized (shared) {
            if (shared.size() != size) {
                throw new IllegalStateException("a history goes on in one way only");
            }
            shared.addAll(following);
            return new LineHistory(shared, shared.size());
        }
    }

    @Override
    public JsonObject get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        synchronized (shared) {
            return shared.get(index);
        }
    }

    @Override
    public int size() {
        return size;
    }
}
