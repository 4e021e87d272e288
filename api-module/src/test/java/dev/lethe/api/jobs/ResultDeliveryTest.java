package dev.lethe.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.api.FakeJobs;
import dev.lethe.api.Samples;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResultDeliveryTest {

  private static final Caller APP =
      new Caller(new TenantId("northwind"), new ActorId("app"), Set.of(Role.SUBMITTER));
  private static final byte[] TEXT = "{\"id\":\"job\"}".getBytes(StandardCharsets.UTF_8);

  private final FakeJobs jobs = new FakeJobs();
  private final ResultDelivery delivery = new ResultDelivery(jobs, APP, Samples.JOB, TEXT);

  @Test
  void givenWholeAnswer_whenWritten_thenItIsDeliveredAfterTheLastByte() throws IOException {
    ByteArrayOutputStream answer =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            assertThat(toByteArray()).isEqualTo(TEXT);
            assertThat(jobs.calls).isEmpty();
          }
        };
    delivery.write(answer);
    assertThat(answer.toByteArray()).isEqualTo(TEXT);
    assertThat(jobs.calls).containsExactly("delivered");
  }

  @Test
  void givenConnectionThatBreaks_whenWritten_thenTheResultIsGivenBack() {
    assertThatThrownBy(() -> delivery.write(broken(false))).isInstanceOf(IOException.class);
    assertThat(jobs.calls).containsExactly("notDelivered");
  }

  @Test
  void givenConnectionThatBreaksWithTheLastBytes_whenFlushed_thenTheResultIsGivenBack() {
    assertThatThrownBy(() -> delivery.write(broken(true))).isInstanceOf(IOException.class);
    assertThat(jobs.calls).containsExactly("notDelivered");
  }

  @Test
  void givenDeletionThatFails_whenTheAnswerIsOut_thenTheCallerHasItAllTheSame() throws IOException {
    FakeJobs failing =
        new FakeJobs() {
          @Override
          public void delivered(Caller caller, dev.lethe.jobs.model.JobId job) {
            throw new IllegalStateException("database away");
          }
        };
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    new ResultDelivery(failing, APP, Samples.JOB, TEXT).write(answer);
    assertThat(answer.toByteArray()).isEqualTo(TEXT);
  }

  private static OutputStream broken(boolean onlyWhenFlushed) {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        if (!onlyWhenFlushed) {
          throw new IOException("reset");
        }
      }

      @Override
      public void flush() throws IOException {
        throw new IOException("reset");
      }
    };
  }
}
