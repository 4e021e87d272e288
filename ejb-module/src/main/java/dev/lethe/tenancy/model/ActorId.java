package dev.lethe.tenancy.model;

/** A person or client, by the opaque subject that the identity provider gave it. */
public record ActorId(String value) {

  /** The service itself, for scheduled work. */
  public static final ActorId SYSTEM = new ActorId("system");

  public ActorId {
    if (!value.matches("[A-Za-z0-9._:-]{1,100}")) {
      throw new IllegalArgumentException("not an actor id");
    }
  }
}
