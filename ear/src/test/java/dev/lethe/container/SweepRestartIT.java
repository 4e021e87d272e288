package dev.lethe.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.audit.model.AuditEvent;
import dev.lethe.batch.retention.LatenessSchedule;
import dev.lethe.batch.retention.SweepSchedule;
import dev.lethe.container.sweep.ScriptedSweep;
import dev.lethe.container.sweep.SweepOperator;
import jakarta.batch.runtime.BatchStatus;
import jakarta.inject.Inject;
import java.util.Properties;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The job of the scheduled deletion in the server's batch runtime and its job repository in the
 * database, over a list that fails when it is told to.
 */
@ExtendWith(ArquillianExtension.class)
class SweepRestartIT {

  private static final String JOB_XML = "META-INF/batch-jobs/retention-sweep.xml";

  @Inject SweepOperator operator;
  @Inject ScriptedSweep sweep;

  @Deployment
  public static Archive<?> deployment() {
    WebArchive archive = (WebArchive) Deployments.alone(SweepRestartIT.class);
    return archive
        .addPackages(
            false,
            Filters.exclude(SweepSchedule.class, LatenessSchedule.class),
            SweepSchedule.class.getPackage())
        .addPackage(ScriptedSweep.class.getPackage())
        .addPackages(
            true,
            "dev.lethe.retention.model",
            "dev.lethe.policy.model",
            "dev.lethe.tenancy.model",
            "dev.lethe.problem.model",
            "dev.lethe.intake.model")
        .addPackage(AuditEvent.class.getPackage())
        .addClasses(
            dev.lethe.jobs.model.ServerName.class,
            dev.lethe.retention.service.ErasureService.class,
            dev.lethe.retention.service.ErasureService.Outcome.class,
            dev.lethe.retention.service.RetentionSweep.class,
            dev.lethe.intake.service.SlotContents.class,
            dev.lethe.intake.service.OrphanSweep.class)
        .addAsResource(JOB_XML, JOB_XML);
  }

  @BeforeEach
  void prepare() {
    sweep.reset(900);
  }

  @Test
  void givenChunkThatFails_whenRestarted_thenItGoesOnWithWhatIsLeft() throws Exception {
    sweep.failAtCount(3);
    long first = operator.start(parameters());
    assertThat(operator.end(first)).isEqualTo(BatchStatus.FAILED);
    assertThat(sweep.counted()).isEqualTo(500);
    assertThat(sweep.ends()).containsExactly("failed");

    long second = operator.restart(first);
    assertThat(operator.end(second)).isEqualTo(BatchStatus.COMPLETED);
    assertThat(sweep.positions()).containsExactly("start", "start", "job-899");
    assertThat(sweep.erased()).hasSize(900);
    assertThat(sweep.ends()).containsExactly("failed", "completed");
  }

  /**
   * A plan with another number of partitions than before must not keep a run from being taken up.
   */
  @Test
  void givenOtherTenantsThanBefore_whenRestarted_thenWhatIsDueNowIsDeleted() throws Exception {
    sweep.dueAlsoFor("contoso", "fabrikam");
    sweep.failAtCount(1);
    long first = operator.start(parameters());
    assertThat(operator.end(first)).isEqualTo(BatchStatus.FAILED);
    sweep.dueAlsoFor("initech");

    assertThat(operator.end(operator.restart(first))).isEqualTo(BatchStatus.COMPLETED);
    assertThat(sweep.erased()).hasSize(900);
  }

  @Test
  void givenItemsThatFail_whenRun_thenTheOthersGoAndTheRunCompletes() throws Exception {
    sweep.failToErase("job-007");
    assertThat(operator.end(operator.start(parameters()))).isEqualTo(BatchStatus.COMPLETED);
    assertThat(sweep.erased()).hasSize(899).doesNotContain("job-007");
    assertThat(sweep.counted()).isEqualTo(900);
    assertThat(sweep.failed()).isEqualTo(1);
  }

  @Test
  void givenNothingDue_whenRun_thenItCompletes() throws Exception {
    sweep.reset(0);
    assertThat(operator.end(operator.start(parameters()))).isEqualTo(BatchStatus.COMPLETED);
    assertThat(sweep.erased()).isEmpty();
  }

  @Test
  void givenNoParameters_whenAnOperatorStartsIt_thenItRuns() throws Exception {
    assertThat(operator.end(operator.start(new Properties()))).isEqualTo(BatchStatus.COMPLETED);
    assertThat(sweep.erased()).hasSize(900);
  }

  private static Properties parameters() {
    Properties parameters = new Properties();
    parameters.setProperty("run", "run-1");
    parameters.setProperty("orphans", "false");
    return parameters;
  }
}
