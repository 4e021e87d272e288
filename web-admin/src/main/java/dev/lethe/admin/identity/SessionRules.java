package dev.lethe.admin.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what becomes of a request, from who is signed in and whom the session knows. The server's
 * login cookie outlives an idle session; without these rules it would quietly open a new one.
 */
final class SessionRules {

  /** How long after a login a first request may take. */
  static final Duration LOGIN_GRACE = Duration.ofMinutes(2);

  /** After this, roles are asked for again. */
  static final Duration ROLES_LIFE = Duration.ofMinutes(30);

  enum Verdict {
    GO_ON,
    /** First request after a login: remember who it is. */
    START,
    /** The session ended while nobody was there. */
    IDLE_ENDED,
    /**
     * Somebody else, or roles grown old: log in again, which asks nothing of a person still there.
     */
    LOGIN_AGAIN
  }

  private SessionRules() {}

  static Verdict judge(Optional<Person> known, Person present, Instant now) {
    if (known.isEmpty()) {
      boolean fresh = present.signedInAt().plus(LOGIN_GRACE).isAfter(now);
      return fresh ? Verdict.START : Verdict.IDLE_ENDED;
    }
    boolean same =
        known.get().subject().equals(present.subject())
            && known.get().tenant().equals(present.tenant());
    if (!same || present.signedInAt().plus(ROLES_LIFE).isBefore(now)) {
      return Verdict.LOGIN_AGAIN;
    }
    return Verdict.GO_ON;
  }
}
