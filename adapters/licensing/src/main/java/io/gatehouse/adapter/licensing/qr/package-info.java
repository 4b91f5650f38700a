/** Licences small enough for a QR code that a phone reads from paper or a terminal. */
package io.gatehouse.adapter.licensing.qr;
