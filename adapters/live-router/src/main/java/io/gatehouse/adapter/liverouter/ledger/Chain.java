package io.gatehouse.adapter.liverouter.ledger;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A list of entries that hold their own places in it, oldest first: adding and taking out cost
 * neither a search nor memory. An entry is in one list at a time. For one thread.
 */
final class Chain<T extends Chain.Link<T>> extends AbstractCollection<T> {

    private T first;
    private T last;
    private int size;

    /** What can be in a list. */
    abstract static class Link<T extends Link<T>> {
        private Chain<T> home;
        private T previous;
        private T next;
    }

    /** Puts it at the end, out of any other list; leaves it where it is when it is in this one. */
    void put(T entry) {
        Link<T> link = entry;
        if (link.home == this) {
            return;
        }
        if (link.home != null) {
            link.home.takeOut(entry);
        }
        link.home = this;
        link.previous = last;
        if (last == null) {
            first = entry;
        } else {
            ((Link<T>) last).next = entry;
        }
        last = entry;
        size++;
    }

    /** Whether it was in this list; it is not any more. */
    boolean takeOut(T entry) {
        Link<T> link = entry;
        if (link.home != this) {
            return false;
        }
        if (link.previous == null) {
            first = link.next;
        } else {
            ((Link<T>) link.previous).next = link.next;
        }
        if (link.next == null) {
            last = link.previous;
        } else {
            ((Link<T>) link.next).previous = link.previous;
        }
        link.home = null;
        link.previous = null;
        link.next = null;
        size--;
        return true;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Iterator<T> iterator() {
        return new Iterator<>() {
            private T at = first;

            @Override
            public boolean hasNext() {
                return at != null;
            }

            @Override
            public T next() {
                if (at == null) {
                    throw new NoSuchElementException();
                }
                T entry = at;
                at = ((Link<T>) entry).next;
                return entry;
            }
        };
    }
}
