package dev.lethe.admin.identity;

import dev.lethe.tenancy.model.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The pages, and who may open each. Menu, links and refusal all ask here; a view that is not listed
 * cannot be opened by anyone.
 */
public enum Page {
  HOME("/home", "Home", EnumSet.complementOf(EnumSet.of(Role.SUBMITTER))),
  CONSENT("/consent", "Consent ledger", EnumSet.of(Role.COMPLIANCE_OFFICER, Role.AUDITOR)),
  CONSENT_RECEIPT("/consent-receipt", "Consent receipt", CONSENT.roles),
  WITHDRAWALS(
      "/withdrawals",
      "Withdrawals",
      EnumSet.of(Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN, Role.AUDITOR)),
  SUBJECTS("/subjects", "Data subjects", EnumSet.of(Role.COMPLIANCE_OFFICER, Role.AUDITOR)),
  RETENTION(
      "/retention",
      "Retention",
      EnumSet.of(Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN, Role.AUDITOR)),
  HOLDS("/holds", "Legal holds", RETENTION.roles),
  DISPOSITIONS("/dispositions", "Disposition review", RETENTION.roles),
  CERTIFICATES("/certificates", "Deletion certificates", RETENTION.roles),
  CERTIFICATE("/certificate", "Deletion certificate", RETENTION.roles),
  RUNS("/runs", "Deletion runs", RETENTION.roles),
  KEYS("/keys", "Root key", RETENTION.roles),
  AUDIT("/audit", "Audit trail", EnumSet.of(Role.COMPLIANCE_OFFICER, Role.AUDITOR)),
  EVIDENCE("/evidence", "Evidence of a job", AUDIT.roles);

  private final String path;
  private final String title;
  private final Set<Role> roles;

  Page(String path, String title, Set<Role> roles) {
    this.path = path;
    this.title = title;
    this.roles = Set.copyOf(roles);
  }

  /** Path within the console, for instance {@code /consent}; also the name of its view. */
  public String path() {
    return path;
  }

  public String title() {
    return title;
  }

  public boolean isOpenTo(Set<Role> someone) {
    return someone.stream().anyMatch(roles::contains);
  }

  /** The page at a path, with or without the view's suffix. */
  public static Optional<Page> at(String path) {
    String plain =
        path.endsWith(".xhtml") ? path.substring(0, path.length() - ".xhtml".length()) : path;
    return Arrays.stream(values()).filter(page -> page.path.equals(plain)).findFirst();
  }
}
