package dev.lethe.jobs.model;

/** Redacted pages, rebuilt from pixels. */
public final class Preview {

  private final String mediaType;
  private final byte[] bytes;

  public Preview(String mediaType, byte[] bytes) {
    this.mediaType = mediaType;
    this.bytes = bytes;
  }

  /** {@code image/png} or {@code application/pdf}. */
  public String mediaType() {
    return mediaType;
  }

  /** The array itself, not a copy. */
  public byte[] bytes() {
    return bytes;
  }
}
