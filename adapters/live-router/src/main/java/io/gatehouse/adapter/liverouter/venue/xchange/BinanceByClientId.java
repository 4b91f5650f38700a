package io.gatehouse.adapter.liverouter.venue.xchange;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.math.BigDecimal;
import org.knowm.xchange.binance.dto.BinanceException;
import si.mazi.rescu.ParamsDigest;

/**
 * One order, by the name that we gave it.
 *
 * <p>XChange's own methods always send {@code orderId}, 0 when nobody gave one, and the exchange
 * looks at that first: an order that is there is answered with "does not exist", which a router
 * would take for the proof that it may send another. Here it is not sent. The answer keeps the
 * status as text, because XChange's list of them lacks newer ones.
 */
@Path("")
interface BinanceByClientId {

    @GET
    @Path("api/v3/order")
    Order find(
            @QueryParam("symbol") String symbol,
            @QueryParam("origClientOrderId") String clientId,
            @QueryParam("recvWindow") Long window,
            @QueryParam("timestamp") Long timestamp,
            @HeaderParam("X-MBX-APIKEY") String key,
            @QueryParam("signature") ParamsDigest signature)
            throws IOException, BinanceException;

    @DELETE
    @Path("api/v3/order")
    Order cancel(
            @QueryParam("symbol") String symbol,
            @QueryParam("origClientOrderId") String clientId,
            @QueryParam("recvWindow") Long window,
            @QueryParam("timestamp") Long timestamp,
            @HeaderParam("X-MBX-APIKEY") String key,
            @QueryParam("signature") ParamsDigest signature)
            throws IOException, BinanceException;

    /**
     * An order as the exchange shows it; members may be missing where the answer is none.
     *
     * @param origClientOrderId of a cancelled order: there the other one names the cancellation
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Order(
            String symbol,
            long orderId,
            String clientOrderId,
            String origClientOrderId,
            BigDecimal origQty,
            BigDecimal executedQty,
            BigDecimal cummulativeQuoteQty,
            String status,
            String side) {}
}
