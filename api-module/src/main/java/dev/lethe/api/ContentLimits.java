package dev.lethe.api;

import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body by its declared length, before it is read, if no tenant may send so much. A body
 * that declares none, or lies, or is too large for its own tenant, is stopped while it is read.
 */
@ApplicationScoped
public class ContentLimits {

  /** What a form may hold beside the document: the request, headers of parts, boundaries. */
  static final long FORM_OVERHEAD = 128 * 1024;

  @Inject PolicyService policy;

  public void checkDocument(@Nullable String contentLength) {
    check(contentLength, policy.current().largestDocument());
  }

  public void checkForm(@Nullable String contentLength) {
    check(contentLength, policy.current().largestDocument() + FORM_OVERHEAD);
  }

  private static void check(@Nullable String contentLength, long most) {
    if (contentLength == null || !contentLength.matches("[0-9]{1,18}")) {
      return;
    }
    if (Long.parseLong(contentLength) > most) {
      throw new LetheException(ProblemCode.TOO_LARGE);
    }
  }
}
