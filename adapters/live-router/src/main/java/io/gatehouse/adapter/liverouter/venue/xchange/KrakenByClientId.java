package io.gatehouse.adapter.liverouter.venue.xchange;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import si.mazi.rescu.ParamsDigest;

/**
 * The spot interface of Kraken as far as orders are placed and found by the name that we gave them.
 *
 * <p>XChange's own interface sends {@code cl_ord_id} with a new order, but neither a {@code
 * deadline}, without which an absence proves nothing, nor the client's name with a look-up or a
 * cancel; and its orders do not keep that name. Here they do. Statuses are kept as text.
 *
 * <p>After the published pages of the interface. That open and closed orders can be narrowed by
 * {@code cl_ord_id}, and the members of {@code GetApiKeyInfo}, were not confirmed on a page of the
 * venue: whoever reads these answers must refuse those that are not as assumed.
 */
@Path("0")
interface KrakenByClientId {

    @GET
    @Path("public/Time")
    Reply<ServerTime> time() throws IOException;

    @GET
    @Path("public/AssetPairs")
    Reply<Map<String, Pair>> pairs(@QueryParam("pair") String pair) throws IOException;

    @GET
    @Path("public/Ticker")
    Reply<Map<String, Ticker>> ticker(@QueryParam("pair") String pair) throws IOException;

    @POST
    @Path("private/AddOrder")
    Reply<Added> add(
            @HeaderParam("API-Key") String key,
            @HeaderParam("API-Sign") ParamsDigest signature,
            @FormParam("nonce") Long nonce,
            @FormParam("pair") String pair,
            @FormParam("type") String side,
            @FormParam("ordertype") String type,
            @FormParam("volume") String volume,
            @FormParam("price") String price,
            @FormParam("timeinforce") String inForce,
            @FormParam("cl_ord_id") String clientId,
            @FormParam("deadline") String deadline)
            throws IOException;

    @POST
    @Path("private/CancelOrder")
    Reply<Cancelled> cancel(
            @HeaderParam("API-Key") String key,
            @HeaderParam("API-Sign") ParamsDigest signature,
            @FormParam("nonce") Long nonce,
            @FormParam("cl_ord_id") String clientId)
            throws IOException;

    /** Those of the client id, or all when it is null. */
    @POST
    @Path("private/OpenOrders")
    Reply<Open> open(
            @HeaderParam("API-Key") String key,
            @HeaderParam("API-Sign") ParamsDigest signature,
            @FormParam("nonce") Long nonce,
            @FormParam("cl_ord_id") String clientId)
            throws IOException;

    @POST
    @Path("private/ClosedOrders")
    Reply<Closed> closed(
            @HeaderParam("API-Key") String key,
            @HeaderParam("API-Sign") ParamsDigest signature,
            @FormParam("nonce") Long nonce,
            @FormParam("cl_ord_id") String clientId)
            throws IOException;

    @POST
    @Path("private/GetApiKeyInfo")
    Reply<KeyInfo> keyInfo(
            @HeaderParam("API-Key") String key,
            @HeaderParam("API-Sign") ParamsDigest signature,
            @FormParam("nonce") Long nonce)
            throws IOException;

    /**
     * Every answer: errors, or a result.
     *
     * @param error null where the answer is none
     * @param result null beside errors
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Reply<T>(List<String> error, T result) {

        /** Whether it is a result and says nothing else. */
        boolean good() {
            return error != null && error.isEmpty() && result != null;
        }

        /** Whether it is that error, that one only, and nothing else. */
        boolean only(String code) {
            return List.of(code).equals(error) && result == null;
        }
    }

    /** The venue's clock, in whole seconds. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ServerTime(long unixtime) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Pair(
            String altname,
            String status,
            @JsonProperty("pair_decimals") Integer priceDecimals,
            @JsonProperty("lot_decimals") Integer lotDecimals,
            @JsonProperty("tick_size") BigDecimal tick,
            @JsonProperty("costmin") BigDecimal leastCost) {}

    /** Of the last trade: price, then quantity. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Ticker(@JsonProperty("c") List<BigDecimal> last) {}

    /** An acknowledgement: the venue's names of what it took, without what was filled. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Added(List<String> txid) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Cancelled(Integer count) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Open(Map<String, Order> open) {}

    /** One page of them, and how many there are in all. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Closed(Map<String, Order> closed, Integer count) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record KeyInfo(List<String> permissions) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Order(
            @JsonProperty("cl_ord_id") String clientId,
            String status,
            @JsonProperty("descr") Description description,
            @JsonProperty("vol") BigDecimal volume,
            @JsonProperty("vol_exec") BigDecimal executed,
            BigDecimal cost) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Description(String pair) {}
}
