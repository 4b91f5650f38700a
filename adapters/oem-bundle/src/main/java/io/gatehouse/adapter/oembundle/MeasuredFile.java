package io.gatehouse.adapter.oembundle;

/** A file that was met in an archive, with what was measured of it, not what a header said. */
record MeasuredFile(String path, String sha384, long size, int mode) {}
