package dev.lethe.intake.model;

import java.net.URI;
import java.util.Map;

/**
 * A request that writes one object, and nothing else, without any other authority: its signature
 * covers name, length, checksum and headers, and ends with the slot. It reads nothing.
 *
 * @param url with the signature; a secret
 * @param headers that have to be sent as they are
 */
public record WriteOnce(URI url, Map<String, String> headers) {

  @Override
  public String toString() {
    return "WriteOnce[headers=" + headers.keySet() + "]";
  }
}
