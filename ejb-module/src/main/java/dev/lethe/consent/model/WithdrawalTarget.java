package dev.lethe.consent.model;

/** What a withdrawal speaks of. */
public sealed interface WithdrawalTarget {

  Scope scope();

  /** How a target is named. */
  enum Scope {
    CONSENT,
    JOB,
    DOCUMENT,
    SUBJECT;

    /** The name in answers. */
    public String apiName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** One record and everything under it. */
  record OfConsent(ConsentId id) implements WithdrawalTarget {
    @Override
    public Scope scope() {
      return Scope.CONSENT;
    }
  }

  /**
   * One job. A consent that it carried itself ends; one that it shares with others ends for this
   * job alone.
   *
   * @param id value of the job's id
   */
  record OfJob(String id) implements WithdrawalTarget {
    @Override
    public Scope scope() {
      return Scope.JOB;
    }
  }

  /**
   * A document, by the secret part of its upload slot's address: the job that took it, or the slot
   * itself while none did.
   */
  record OfDocument(String slotToken) implements WithdrawalTarget {
    @Override
    public Scope scope() {
      return Scope.DOCUMENT;
    }

    @Override
    public String toString() {
      return "OfDocument[]";
    }
  }

  /** Everything that a data subject agreed to. */
  record OfSubject(DataSubject subject) implements WithdrawalTarget {
    @Override
    public Scope scope() {
      return Scope.SUBJECT;
    }
  }
}
