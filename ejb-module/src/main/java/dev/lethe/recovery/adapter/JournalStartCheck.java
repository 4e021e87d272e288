package dev.lethe.recovery.adapter;

import dev.lethe.keys.model.StatementSigner;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** Stops the start when a setting of the journal is wrong or missing: nothing could be deleted. */
@Singleton
@Startup
public class JournalStartCheck {

  @Inject JournalSettings settings;
  @Inject StatementSigner signer;

  @PostConstruct
  void check() {
    settings.journal(signer);
  }
}
