package dev.lethe.admin.retention;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.problem.model.LetheException;
import dev.lethe.retention.model.CertificateId;
import dev.lethe.retention.service.CertificateService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Sends a certificate as a file: the signed statement alone, which any JOSE library verifies. */
@Named
@RequestScoped
public class CertificateDownload {

  private static final int NOT_FOUND = 404;

  @Inject SignedIn signedIn;
  @Inject CertificateService certificates;

  private String id = "";

  public void send() throws IOException {
    FacesContext context = FacesContext.getCurrentInstance();
    ExternalContext response = context.getExternalContext();
    Optional<String> jws = jws();
    if (jws.isEmpty()) {
      response.responseSendError(NOT_FOUND, "");
      context.responseComplete();
      return;
    }
    response.responseReset();
    response.setResponseContentType("application/jose");
    response.setResponseHeader("Content-Disposition", "attachment; filename=\"" + id + ".jws\"");
    response.setResponseHeader("Cache-Control", "no-store");
    response.setResponseHeader("X-Content-Type-Options", "nosniff");
    response.getResponseOutputStream().write(jws.get().getBytes(StandardCharsets.US_ASCII));
    context.responseComplete();
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
