package io.gatehouse.adapter.risklabs.market;

import java.util.List;

/** Columns of one length, in their order. The columns are shared, not copied. */
record Table(List<Column> columns) {

    Table {
        columns = List.copyOf(columns);
        int size = columns.isEmpty() ? 0 : columns.get(0).size();
        if (columns.stream().anyMatch(c -> c.size() != size)) {
            throw new IllegalArgumentException("columns differ in length");
        }
    }

    int size() {
        return columns.isEmpty() ? 0 : columns.get(0).size();
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /**
     * The column of a name.
     *
     * @throws IllegalArgumentException if there is none: the reader was asked for it
     */
    Column column(String name) {
        return columns.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column " + name));
    }

    Table pick(int[] rows) {
        return new Table(columns.stream().map(c -> c.pick(rows)).toList());
    }
}
