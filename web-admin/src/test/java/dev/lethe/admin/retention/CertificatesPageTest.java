package dev.lethe.admin.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.admin.identity.People;
import dev.lethe.admin.shared.Words;
import dev.lethe.keys.model.ShredEpochs.Epoch;
import dev.lethe.keys.model.VerificationKey;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.problem.model.LetheException;
import dev.lethe.retention.model.CertificateFilter;
import dev.lethe.retention.model.CertificateId;
import dev.lethe.retention.model.CertificateLedger.Listed;
import dev.lethe.retention.model.DeletionCertificate;
import dev.lethe.retention.model.DeletionDetails;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.service.CertificateService;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertificatesPageTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final CertificateId ID = new CertificateId("cert_" + "1".repeat(32));

  private static final class FakeCertificates implements CertificateService {
    @Override
    public DeletionCertificate get(Caller caller, CertificateId id) {
      throw new UnsupportedOperationException("not needed");
    }

    @Override
    public List<Epoch> epochs(Caller caller, DeletionCertificate certificate) {
      return List.of();
    }

    @Override
    public List<Listed> list(Caller caller, CertificateFilter filter, int offset, int limit) {
      caller.requireAny(Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN, Role.AUDITOR);
      return List.of(
          new Listed(
              receipt(Map.of(ArtefactClass.SOURCE, 1, ArtefactClass.REDACTED_COPY, 2)),
              Optional.of(new DeletionCertificate(ID, "j", "key-1", NOW, "a.b.c"))),
          new Listed(receipt(Map.of()), Optional.empty()));
    }

    @Override
    public List<CertificateId> ofJob(Caller caller, String job) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<VerificationKey> keys() {
      return List.of();
    }
  }

  private static DeletionReceipt receipt(Map<ArtefactClass, Integer> counts) {
    return new DeletionReceipt(
        ID.value(),
        "j",
        "deadline",
        "key-destroyed+object-removed",
        counts,
        List.of(),
        "1",
        NOW,
        true,
        DeletionDetails.UNKNOWN);
  }

  private static CertificatesPage page(Role role) {
    CertificatesPage page = new CertificatesPage();
    page.signedIn = People.signedIn(role);
    page.certificates = new FakeCertificates();
    page.words = new Words();
    return page;
  }

  @Test
  void givenDeletions_whenShown_thenEachSaysWhatWasErasedHowAndWhoSigned() {
    CertificatesPage page = page(Role.AUDITOR);
    page.load();
    Listed signed = page.getDeletions().getRows().get(0);
    Listed waiting = page.getDeletions().getRows().get(1);

    assertThat(page.erased(signed.receipt())).isEqualTo("Source 1, redacted copy 2");
    assertThat(page.method(signed.receipt())).isEqualTo("Key destroyed, object removed");
    assertThat(page.signer(signed)).isEqualTo("key-1");
    assertThat(page.signed(signed)).startsWith("2026-11-24");
    assertThat(page.erased(waiting.receipt())).isEqualTo("Nothing was left");
    assertThat(page.signer(waiting)).isEmpty();
    assertThat(page.signed(waiting)).isEqualTo("When it is downloaded");
  }

  @Test
  void givenAReviewer_whenOpened_thenTheServiceRefuses() {
    assertThatThrownBy(() -> page(Role.REVIEWER).load()).isInstanceOf(LetheException.class);
  }
}
