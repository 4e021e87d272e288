package dev.lethe.retention.model;

import java.util.UUID;

/** Id of a deletion's receipt and of the certificate that is the receipt signed. */
public record CertificateId(String value) {

  /** Receipts were called {@code receipt_} before they were signed. */
  public CertificateId {
    if (!value.matches("(cert|receipt)_[0-9a-f]{32}")) {
      throw new IllegalArgumentException("not the id of a certificate");
    }
  }

  public static CertificateId random() {
    return new CertificateId("cert_" + UUID.randomUUID().toString().replace("-", ""));
  }
}
