package dev.lethe.keys.adapter;

/** How content is cut into segments: large ones for documents, small ones for values. */
enum Scheme {
  AES256_GCM_HKDF_4KB(4 * 1024),
  AES256_GCM_HKDF_1MB(1024 * 1024);

  private final int segmentBytes;

  Scheme(int segmentBytes) {
    this.segmentBytes = segmentBytes;
  }

  int segmentBytes() {
    return segmentBytes;
  }

  static Scheme forArtefact(String artefact) {
    return artefact.equals("source") ? AES256_GCM_HKDF_1MB : AES256_GCM_HKDF_4KB;
  }
}
