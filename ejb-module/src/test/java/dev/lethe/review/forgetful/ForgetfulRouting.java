package dev.lethe.review.forgetful;

import java.util.ArrayList;
import java.util.List;

/** What review must not be: it takes a field to people on its own say. */
final class ForgetfulRouting {

  private final List<String> tasks = new ArrayList<>();

  void route(String job) {
    tasks.add(job);
  }

  /** What a hold must not be: no withdrawal learns of it. */
  record LegalHoldOfNobody(String job) {}
}
