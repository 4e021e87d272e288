package dev.lethe.admin.retention;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.admin.shared.ListPage;
import dev.lethe.admin.shared.Paging;
import dev.lethe.admin.shared.Words;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.retention.model.CertificateFilter;
import dev.lethe.retention.model.CertificateLedger.Listed;
import dev.lethe.retention.model.DeletionCertificate;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.service.CertificateService;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What was deleted, how and when, and the signed proof of it: all that is left of it. */
@Named
@RequestScoped
public class CertificatesPage extends ListPage {

  @Inject SignedIn signedIn;
  @Inject CertificateService certificates;
  @Inject Words words;

  private Paging<Listed> deletions = Paging.empty();

  public void load() {
    Caller caller = signedIn.caller();
    deletions =
        Paging.uncounted(
            getPage(),
            (offset, limit) -> certificates.list(caller, CertificateFilter.ALL, offset, limit));
  }

  /** For instance {@code Source 1, fields 3}. */
  public String erased(DeletionReceipt receipt) {
    String counts =
        Arrays.stream(ArtefactClass.values())
            .filter(artefact -> receipt.counts().getOrDefault(artefact, 0) > 0)
            .map(artefact -> artefact.apiName() + " " + receipt.counts().get(artefact))
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "Nothing was left" : words.plain(counts);
  }

  /** For instance {@code Key destroyed, object removed}. */
  public String method(DeletionReceipt receipt) {
    return words.plain(receipt.method().replace("+", ", "));
  }

  public String signed(Listed deletion) {
    return deletion
        .certificate()
        .map(certificate -> words.time(certificate.signedAt()))
        .orElse("When it is downloaded");
  }

  public String signer(Listed deletion) {
    return deletion.certificate().map(DeletionCertificate::signer).orElse("");
  }

  public Paging<Listed> getDeletions() {
    return deletions;
  }
}
