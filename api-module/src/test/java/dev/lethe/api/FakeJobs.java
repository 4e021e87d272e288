package dev.lethe.api;

import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.model.JobRequest;
import dev.lethe.jobs.model.JobState;
import dev.lethe.jobs.model.JobView;
import dev.lethe.jobs.model.Preview;
import dev.lethe.jobs.model.RevealedField;
import dev.lethe.jobs.service.JobService;
import dev.lethe.policy.model.FieldName;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.worker.PersonalText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers what it was asked and answers as the test wants. */
public class FakeJobs implements JobService {

  public final List<String> calls = new ArrayList<>();
  public Optional<JobRequest> admitted = Optional.empty();
  public Optional<byte[]> document = Optional.empty();
  public Optional<String> slot = Optional.empty();
  public Optional<Duration> wait = Optional.empty();
  public Optional<Integer> previewPage = Optional.empty();
  public JobView answer = Samples.job(JobState.QUEUED);
  public Optional<RuntimeException> failure = Optional.empty();

  @Override
  public JobId admit(Caller caller, JobRequest request) {
    calls.add("admit");
    failure.ifPresent(
        thrown -> {
          throw thrown;
        });
    if (request.consent().isEmpty()) {
      throw new LetheException(ProblemCode.CONSENT_MISSING);
    }
    admitted = Optional.of(request);
    return Samples.JOB;
  }

  @Override
  public JobView receive(
      Caller caller, JobId job, InputStream content, Optional<Duration> newWait) {
    calls.add("receive");
    wait = newWait;
    try {
      document = Optional.of(content.readAllBytes());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return answer;
  }

  @Override
  public JobView receiveFromSlot(
      Caller caller, JobId job, String slotToken, Optional<Duration> newWait) {
    calls.add("receiveFromSlot");
    slot = Optional.of(slotToken);
    wait = newWait;
    return answer;
  }

  @Override
  public void abandon(Caller caller, JobId job) {
    calls.add("abandon");
  }

  @Override
  public JobView get(Caller caller, JobId job) {
    calls.add("get");
    failure.ifPresent(
        thrown -> {
          throw thrown;
        });
    return answer;
  }

  @Override
  public JobView status(Caller caller, JobId job) {
    calls.add("status");
    return answer;
  }

  @Override
  public void delivered(Caller caller, JobId job) {
    calls.add("delivered");
  }

  @Override
  public void notDelivered(Caller caller, JobId job) {
    calls.add("notDelivered");
  }

  @Override
  public JobView delete(Caller caller, JobId job) {
    calls.add("delete");
    return answer;
  }

  @Override
  public List<RevealedField> reveal(
      Caller caller, JobId job, List<FieldName> fields, String reason) {
    calls.add("reveal");
    return fields.stream()
        .map(
            name ->
                new RevealedField(
                    name, Optional.of(PersonalText.of("Ada Example")), Optional.empty()))
        .toList();
  }

  @Override
  public Preview preview(Caller caller, JobId job, Optional<Integer> page) {
    calls.add("preview");
    previewPage = page;
    return page.isPresent()
        ? new Preview("image/png", new byte[] {1})
        : new Preview("application/pdf", new byte[] {2});
  }
}
