package dev.lethe.admin.identity;

import dev.lethe.tenancy.model.Role;
import java.time.Instant;
import java.util.Set;

/** Invented people for tests. */
public final class People {

  public static final Instant LOGIN = Instant.parse("2026-11-24T09:00:00Z");

  private People() {}

  public static Person person(Role... roles) {
    return new Person("f2a1c0de", "olivia", "northwind", Set.of(roles), LOGIN);
  }

  public static SignedIn signedIn(Role... roles) {
    SignedIn signedIn = new SignedIn();
    signedIn.set(person(roles));
    return signedIn;
  }
}
