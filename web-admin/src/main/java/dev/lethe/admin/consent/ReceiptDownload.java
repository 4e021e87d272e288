package dev.lethe.admin.consent;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.service.ConsentService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Sends the receipt of a record as a file. */
@Named
@RequestScoped
public class ReceiptDownload {

  private static final int NOT_FOUND = 404;

  @Inject SignedIn signedIn;
  @Inject ConsentService consents;

  private String id = "";

  public void send() throws IOException {
    FacesContext context = FacesContext.getCurrentInstance();
    ExternalContext response = context.getExternalContext();
    Optional<ConsentId> consent = consent();
    if (consent.isEmpty()) {
      response.responseSendError(NOT_FOUND, "");
      context.responseComplete();
      return;
    }
    byte[] receipt =
        consents
            .receipt(signedIn.caller(), consent.get(), "urn:lethe:consent:" + id)
            .getBytes(StandardCharsets.UTF_8);
    response.responseReset();
    response.setResponseContentType("application/ld+json");
    response.setResponseHeader("Content-Disposition", "attachment; filename=\"" + id + ".jsonld\"");
    response.setResponseHeader("Cache-Control", "no-store");
    response.setResponseHeader("X-Content-Type-Options", "nosniff");
    response.getResponseOutputStream().write(receipt);
    context.responseComplete();
  }

  private Optional<ConsentId> consent() {
    try {
      return Optional.of(new ConsentId(id));
    } catch (IllegalArgumentException malformed) {
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
