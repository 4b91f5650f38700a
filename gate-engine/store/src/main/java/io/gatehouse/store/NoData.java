package io.gatehouse.store;

import com.github.kagkarlsson.scheduler.serializer.Serializer;

/**
 * Jobs carry no data in the scheduler's table: the key says all. The library's default would
 * deserialise Java objects out of the file, which runs whatever code someone has put there.
 */
final class NoData implements Serializer {

    @Override
    public byte[] serialize(Object data) {
        if (data != null) {
            throw new IllegalArgumentException("jobs carry no data");
        }
        return new byte[0];
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] data) {
        return null;
    }
}
