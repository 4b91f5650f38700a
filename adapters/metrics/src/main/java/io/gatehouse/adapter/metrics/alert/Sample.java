package io.gatehouse.adapter.metrics.alert;

/** The value of a series at one instant. */
public record Sample(String series, Labels labels, double value) {}
