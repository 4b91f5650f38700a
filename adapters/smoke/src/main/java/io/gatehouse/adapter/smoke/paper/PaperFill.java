package io.gatehouse.adapter.smoke.paper;

/** A fill that the paper runtime wrote; quantity and price are scaled and above zero. */
public record PaperFill(
        String id, String order, String instrument, boolean buy, long quantity, long price) {}
