package dev.lethe.consent.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a consent was expressed or a legal basis declared. */
public enum ConsentMechanism {
  /** By whoever sent a job, in the job's request. */
  REQUEST_DECLARATION,
  WEB_FORM,
  MOBILE_APP,
  PAPER_FORM,
  ELECTRONIC_SIGNATURE,
  EMAIL,
  SPOKEN,
  IN_PERSON,
  /** There is no expression: the basis is not consent. */
  BASIS_DECLARATION;

  /** The name in requests and answers. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ConsentMechanism> ofApiName(String name) {
    return Arrays.stream(values()).filter(one -> one.apiName().equals(name)).findFirst();
  }
}
