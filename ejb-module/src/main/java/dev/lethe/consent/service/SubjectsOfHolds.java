package dev.lethe.consent.service;

import dev.lethe.consent.model.ConsentStore;
import dev.lethe.consent.model.ConsentStore.Lock;
import dev.lethe.consent.model.SubjectRegister;
import dev.lethe.retention.model.HeldSubjects;
import dev.lethe.tenancy.model.TenantId;
import dev.lethe.worker.PersonalText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** Tells legal holds by which id the ledger knows a person. */
@ApplicationScoped
public class SubjectsOfHolds implements HeldSubjects {

  @Inject Consents consents;
  @Inject ConsentStore store;
  @Inject SubjectRegister subjects;

  @Override
  public String idOf(TenantId tenant, PersonalText reference, Instant now) {
    return consents.subjectId(tenant, reference, now);
  }

  @Override
  public void letGo(TenantId tenant, String subject) {
    subjects
        .pseudonym(tenant, subject)
        .ifPresent(
            pseudonym -> {
              // whoever records a consent of theirs has this until it is there to be seen
              store.lock(tenant, Lock.ofSubject(pseudonym));
              subjects.forgetUnused(tenant, subject);
            });
  }
}
