package dev.lethe.jobs.service;

import static dev.lethe.jobs.service.HeldJobs.ALL;
import static dev.lethe.jobs.service.HeldJobs.CONTENT;
import static dev.lethe.jobs.service.HeldJobs.CUSTOMER;
import static dev.lethe.jobs.service.HeldJobs.id;
import static dev.lethe.jobs.service.HeldJobs.of;
import static dev.lethe.jobs.service.HeldJobs.outcome;
import static dev.lethe.testing.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.consent.model.DataSubject;
import dev.lethe.jobs.model.Job;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequests;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.retention.model.Erasure;
import dev.lethe.retention.service.HoldService.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds that are placed while jobs go on, on the real database. */
class HoldRacesTest {

  private static final int RACES = 12;

  private final HeldJobs jobs = new HeldJobs();
  private final RealJobs real = jobs.real;

  @AfterEach
  void stop() {
    real.close();
  }

  /** Whoever is first: what the hold counts is there and stays. */
  @Test
  void givenPurgeAndHoldOnAPersonAtOnce_whenBothAreDone_thenNothingHeldIsLost() throws Exception {
    for (int race = 0; race < RACES; race++) {
      String person = "person " + race;
      JobId one = real.sealed(of(person));
      JobId two = real.sealed(of(person));
      View[] hold = new View[1];
      atOnce(
          () -> jobs.erase(one),
          () -> hold[0] = jobs.place(ALL, person),
          () -> real.erasing.eraseDue(real.tenant, List.of(two.value()), later()),
          () -> real.subjects.erase(real.app, DataSubject.named(person)));
      long kept = jobs.standing(one).size() + jobs.standing(two).size();
      long trails = kept(one, ArtefactClass.AUDIT) + kept(two, ArtefactClass.AUDIT);
      if (kept > 0) {
        assertThat(hold[0].extent().held()).isEqualTo(kept + trails);
      }
      assertThat(jobs.held(one)).containsAll(jobs.standing(one));
      assertThat(jobs.held(two)).containsAll(jobs.standing(two));
    }
  }

  /** Sealing plans the source of a job that the hold waits for. */
  @Test
  void givenStepsOfAJobAndHoldsAtOnce_whenAllAreDone_thenNoneFailsAndAllIsHeld() throws Exception {
    for (int race = 0; race < RACES; race++) {
      String person = "person " + race;
      JobId sealing = real.admit(of(person));
      real.steps.expect(real.tenant, sealing, false);
      JobId reading = real.sealed(of(person));
      real.steps.start(real.tenant, reading, 1);
      View[] holds = new View[2];
      JobId[] admitted = new JobId[1];
      atOnce(
          () -> real.seal(sealing),
          () -> jobs.completeStarted(reading, Optional.of("invoice")),
          () -> {
            holds[0] = jobs.place(ALL, person);
            holds[1] = jobs.place(ALL.ofClass(new DocumentClass("invoice")), person);
          },
          () -> admitted[0] = real.sealed(of(person)));
      for (JobId job : List.of(sealing, reading, admitted[0])) {
        assertThat(jobs.held(job)).as("race %d", race).containsAll(CONTENT);
        assertThat(jobs.keepers(job)).containsExactlyInAnyOrder(id(holds[0]), id(holds[1]));
      }
      atOnce(
          () -> jobs.release(holds[0]),
          () -> jobs.release(holds[1]),
          () -> jobs.complete(sealing, Optional.of("receipt")),
          () -> jobs.complete(admitted[0], Optional.empty()));
      for (JobId job : List.of(sealing, reading, admitted[0])) {
        assertThat(jobs.held(job)).isEmpty();
      }
    }
  }

  @Test
  void givenDeletionThatHasBegun_whenAHoldIsPlaced_thenItWaitsAndCountsWhatIsGone()
      throws Exception {
    JobId job = real.sealed(of(CUSTOMER));
    View[] hold = new View[1];
    real.assertWaits(
        () -> {
          Erasure claimed = real.artefacts.lock(real.tenant, job.value(), CONTENT).orElseThrow();
          real.artefacts.deleted(real.tenant, List.of(claimed), Instant.now());
        },
        () -> hold[0] = jobs.place(ALL, CUSTOMER));
    assertThat(hold[0].extent().gone()).isEqualTo(2);
    assertThat(jobs.held(job)).containsExactly(ArtefactClass.AUDIT);
  }

  @Test
  void givenClassThatIsBeingFound_whenAHoldIsPlaced_thenItWaitsAndSeesIt() throws Exception {
    JobId job = real.sealed(JobRequests.permitted());
    Job read = real.steps.start(real.tenant, job, 1).orElseThrow();
    View[] hold = new View[1];
    real.assertWaits(
        () ->
            real.jobs.save(
                real.jobs
                    .lock(real.tenant, job)
                    .orElseThrow()
                    .done(outcome(Optional.of("invoice")), Instant.now())),
        () -> hold[0] = jobs.place(ALL.ofClass(new DocumentClass("receipt"))));
    assertThat(read.state()).isNotEqualTo(real.state(job));
    assertThat(hold[0].extent().held()).isZero();
  }

  private long kept(JobId job, ArtefactClass artefact) {
    return real.in(() -> real.artefacts.standing(real.tenant, List.of(job.value()))).stream()
        .filter(one -> one.artefact() == artefact)
        .count();
  }

  private static Instant later() {
    return Instant.now().plus(Duration.ofDays(30));
  }
}
