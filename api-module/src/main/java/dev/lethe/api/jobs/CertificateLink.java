package dev.lethe.api.jobs;

import dev.lethe.api.PublicUrl;

/** The value of a Link header (RFC 8288) to what describes a deletion. */
final class CertificateLink {

  private CertificateLink() {}

  static String of(PublicUrl publicUrl, String certificate) {
    return "<" + publicUrl.of("/v1/certificates/" + certificate) + ">; rel=\"describedby\"";
  }
}
