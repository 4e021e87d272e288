package dev.lethe.api.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.api.Api;
import dev.lethe.api.Samples;
import dev.lethe.api.security.CurrentCaller;
import dev.lethe.keys.model.ShredEpochs.Epoch;
import dev.lethe.keys.model.VerificationKey;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.CertificateFilter;
import dev.lethe.retention.model.CertificateId;
import dev.lethe.retention.model.CertificateLedger.Listed;
import dev.lethe.retention.model.DeletionCertificate;
import dev.lethe.retention.model.DeletionDetails;
import dev.lethe.retention.model.DeletionReceipt;
import dev.lethe.retention.service.CertificateService;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatesResourceTest {

  private static final CertificateId ID = new CertificateId(Samples.CERTIFICATE);
  private static final String STATEMENT = "{\"id\":\"" + Samples.CERTIFICATE + "\",\"version\":1}";

  private final CurrentCaller current = new CurrentCaller();
  private final List<CertificateFilter> asked = new ArrayList<>();
  private final List<Epoch> epochs = new ArrayList<>();
  private Api api;

  @BeforeEach
  void start() {
    CertificatesResource resource = new CertificatesResource();
    resource.certificates = new FakeCertificates();
    resource.current = current;
    api = new Api(resource);
    current.set(Samples.caller(Role.AUDITOR));
  }

  private final class FakeCertificates implements CertificateService {
    @Override
    public DeletionCertificate get(Caller caller, CertificateId id) {
      if (!id.equals(ID)) {
        throw new LetheException(ProblemCode.NOT_FOUND);
      }
      String payload =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(STATEMENT.getBytes(StandardCharsets.UTF_8));
      return new DeletionCertificate(
          ID, Samples.JOB.value(), "key-1", Samples.NOW, "e30." + payload + ".AA");
    }

    @Override
    public List<Epoch> epochs(Caller caller, DeletionCertificate certificate) {
      return epochs;
    }

    @Override
    public List<Listed> list(Caller caller, CertificateFilter filter, int offset, int limit) {
      asked.add(filter);
      return List.of(
          new Listed(
              new DeletionReceipt(
                  ID.value(),
                  Samples.JOB.value(),
                  "deadline",
                  "key-destroyed",
                  Map.of(),
                  List.of("key_1"),
                  "3",
                  Samples.NOW,
                  true,
                  DeletionDetails.UNKNOWN),
              Optional.empty()));
    }

    @Override
    public List<CertificateId> ofJob(Caller caller, String job) {
      return List.of(ID);
    }

    @Override
    public List<VerificationKey> keys() {
      return List.of(new VerificationKey(new byte[VerificationKey.BYTES]));
    }
  }

  @Test
  void givenCertificate_whenAskedFor_thenWhatIsShownIsReadOutOfWhatIsSigned() {
    MockHttpResponse answer = get("/certificates/" + ID.value());

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(Api.body(answer))
        .contains("\"statement\":" + STATEMENT, "\"signer\":\"key-1\"", "\"jws\":\"e30.");
  }

  @Test
  void givenEpochs_whenAskedFor_thenT2HasComeWhenTheLastHasGone() {
    epochs.add(epoch("1", Optional.of(Samples.NOW)));
    epochs.add(epoch("2", Optional.empty()));
    assertThat(Api.body(get("/certificates/" + ID.value())))
        .contains("\"t2\":null", "\"jws\":\"statement-1\"", "\"destroyed_at\":null");
    epochs.set(1, epoch("2", Optional.of(Samples.NOW.plusSeconds(5))));
    assertThat(Api.body(get("/certificates/" + ID.value())))
        .contains("\"t2\":\"" + Samples.NOW.plusSeconds(5) + "\"");
  }

  private static Epoch epoch(String name, Optional<Instant> destroyedAt) {
    return new Epoch(
        "epoch_" + name.repeat(32),
        "fields",
        LocalDate.parse("2026-11-24"),
        Samples.NOW,
        destroyedAt,
        destroyedAt.map(at -> "statement-" + name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cert_0", "CERT_0123456789abcdef0123456789abcdef", "job_1", "x"})
  void givenWhatIsNoId_whenAskedFor_thenItIsLikeNone(String id) {
    assertThat(get("/certificates/" + id).getStatus()).isEqualTo(404);
  }

  @Test
  void givenNobody_whenAskingForKeys_thenTheyAreTold() {
    current.set(null);
    MockHttpResponse answer = get("/certificates/keys");

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(Api.body(answer))
        .contains("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA")
        .contains("\"use\":\"sig\",\"alg\":\"EdDSA\"");
  }

  @Test
  void givenFilters_whenListed_thenTheyAreAskedFor() {
    MockHttpResponse answer =
        get("/certificates?trigger=request&from=2026-01-01T00:00:00Z&limit=5&job=job_1");

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(Api.body(answer)).contains("\"signed_at\":null", "\"keys_destroyed\":1");
    assertThat(asked.get(0).trigger()).hasValue("request");
    assertThat(asked.get(0).job()).hasValue("job_1");
    assertThat(asked.get(0).from()).isPresent();
    assertThat(asked.get(0).until()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"trigger=why", "from=yesterday", "until=1", "limit=0", "offset=-1"})
  void givenWhatIsNotOfTheDescribedForm_whenListed_thenItIsRefused(String query) {
    assertThat(get("/certificates?" + query).getStatus()).isEqualTo(400);
    assertThat(asked).isEmpty();
  }

  private MockHttpResponse get(String path) {
    return api.call(Api.request("GET", path));
  }
}
