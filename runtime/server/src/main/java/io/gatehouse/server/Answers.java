package io.gatehouse.server;

import io.gatehouse.app.engine.Outcome;
import io.gatehouse.app.remote.Wire;
import io.gatehouse.core.digest.Digest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One answer for one signed request, however often it is sent.
 *
 * <p>A request is recognised by statement and signature. Its answer is kept here word for word, as
 * long as the bounds allow; beyond them, and after a restart, it is made again from the journal,
 * which is the durable record ({@link JournalledAnswers}). What the journal does not know was never
 * decided, and is decided now. Memory is bounded whatever is sent. Thread-safe.
 */
final class Answers {

    /** Answers kept word for word. */
    static final int MOST_ANSWERS = 4_096;

    /** Their bytes in sum. */
    static final long MOST_BYTES = 32L * 1024 * 1024;

    /** Keys of callers that are remembered. */
    static final int MOST_KEYS = 16_384;

    private final JournalledAnswers journal;
    private final Map<Digest, CompletableFuture<Stored>> underWay = new LinkedHashMap<>();
    private final Map<Digest, Stored> kept = new LinkedHashMap<>();
    private final Map<String, Digest> keys = new LinkedHashMap<>();
    private long bytes;

    Answers(JournalledAnswers journal) {
        this.journal = journal;
    }

    /**
     * @param replayed whether it was given before
     */
    record Given(Stored stored, boolean replayed) {}

    /**
     * Binds a caller's key to a request.
     *
     * @return false when the key was used for another request
     */
    synchronized boolean bind(String key, Digest request) {
        Digest before = keys.putIfAbsent(key, request);
        if (before == null && keys.size() > MOST_KEYS) {
            removeEldest(keys);
        }
        return before == null || before.equals(request);
    }

    /**
     * The answer to a request: the one that was given, or that of the thread that is at it, or a
     * new one.
     *
     * @param decide gives the answer; what it throws is thrown here, and nothing is kept
     * @param again makes an answer of what the journal says became of the request
     */
    Given answer(Wire.Signed request, Supplier<Stored> decide, Function<Outcome, Stored> again) {
        Digest digest = request.digest();
        CompletableFuture<Stored> mine = new CompletableFuture<>();
        CompletableFuture<Stored> other;
        synchronized (this) {
            Stored known = kept.get(digest);
            if (known != null) {
                return new Given(known, true);
            }
            other = underWay.putIfAbsent(digest, mine);
        }
        if (other != null) {
            return new Given(join(other), true);
        }
        try {
            Optional<Outcome> before = journal.find(request);
            Stored stored = before.isPresent() ? again.apply(before.get()) : decide.get();
            keep(digest, stored);
            mine.complete(stored);
            return new Given(stored, before.isPresent());
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            synchronized (this) {
                underWay.remove(digest);
            }
        }
    }

    /**
     * What was decided, so that it is found in the journal when its answer is not here any more.
     */
    void journalled(Wire.Signed request, Outcome outcome) {
        journal.note(request.digest(), outcome);
    }

    private static Stored join(CompletableFuture<Stored> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private synchronized void keep(Digest digest, Stored stored) {
        if (stored.body().length > MOST_BYTES / 4) {
            return;
        }
        kept.put(digest, stored);
        bytes += stored.body().length;
        while (kept.size() > MOST_ANSWERS || bytes > MOST_BYTES) {
            bytes -= removeEldest(kept).body().length;
        }
    }

    private static <K, V> V removeEldest(Map<K, V> map) {
        Iterator<V> eldest = map.values().iterator();
        V value = eldest.next();
        eldest.remove();
        return value;
    }
}
