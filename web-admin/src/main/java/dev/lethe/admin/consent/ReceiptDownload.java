package dev.lethe.admin.consent;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.admin.shared.Attachment;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.service.ConsentService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Sends the receipt of a record as a file. */
@Named
@RequestScoped
public class ReceiptDownload {

  @Inject SignedIn signedIn;
  @Inject ConsentService consents;

  private String id = "";

  public void send() throws IOException {
    Optional<ConsentId> consent = consent();
    if (consent.isEmpty()) {
      Attachment.sendNone();
      return;
    }
    byte[] receipt =
        consents
            .receipt(signedIn.caller(), consent.get(), "urn:lethe:consent:" + id)
            .getBytes(StandardCharsets.UTF_8);
    Attachment.send(id + ".jsonld", "application/ld+json", out -> out.write(receipt));
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
