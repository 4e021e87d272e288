package dev.lethe.admin.retention;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.admin.shared.Attachment;
import dev.lethe.problem.model.LetheException;
import dev.lethe.retention.model.CertificateId;
import dev.lethe.retention.service.CertificateService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Sends a certificate as a file: the signed statement alone, which any JOSE library verifies. */
@Named
@RequestScoped
public class CertificateDownload {

  @Inject SignedIn signedIn;
  @Inject CertificateService certificates;

  private String id = "";

  public void send() throws IOException {
    Optional<String> jws = jws();
    if (jws.isEmpty()) {
      Attachment.sendNone();
      return;
    }
    byte[] statement = jws.get().getBytes(StandardCharsets.US_ASCII);
    Attachment.send(id + ".jws", "application/jose", out -> out.write(statement));
  }

  private Optional<String> jws() {
    try {
      return Optional.of(certificates.get(signedIn.caller(), new CertificateId(id)).jws());
    } catch (IllegalArgumentException | LetheException notThere) {
      return Optional.empty();
    }
  }

  public String getId() {
    return id;
  }

  public void setId(String id) {
    this.id = id.strip();
  }
}
