package dev.lethe.jobs.model;

/**
 * This start of this server: what an earlier start had in its memory is lost.
 *
 * @param value {@code name/start}
 */
public record ServerName(String value) {

  public ServerName {
    if (!value.matches("[A-Za-z0-9._-]{1,64}/[A-Za-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("not a server's name");
    }
  }
}
