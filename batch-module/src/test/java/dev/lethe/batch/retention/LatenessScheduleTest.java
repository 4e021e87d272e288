package dev.lethe.batch.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.lethe.retention.model.LatenessLedger.Lateness;
import dev.lethe.retention.service.LatenessService;
import dev.lethe.tenancy.model.TenantId;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatenessScheduleTest {

  private static final TenantId ONE = new TenantId("northwind");
  private static final TenantId OTHER = new TenantId("contoso");

  private final Watch watch = new Watch();
  private final LatenessSchedule schedule = new LatenessSchedule();

  LatenessScheduleTest() {
    schedule.watch = only(watch);
  }

  @Test
  void givenTenantsThatAreLate_whenTicking_thenEachIsJudged() {
    schedule.tick();
    assertThat(watch.judged).containsExactly(ONE, OTHER);
  }

  @Test
  void givenTenantThatCannotBeJudged_whenTicking_thenTheOthersAre() {
    watch.broken = true;
    schedule.tick();
    assertThat(watch.judged).containsExactly(OTHER);
  }

  @Test
  void givenNoDatabase_whenTicking_thenTheNextTickTriesAgain() {
    watch.away = true;
    assertThatCode(schedule::tick).doesNotThrowAnyException();
    watch.away = false;
    schedule.tick();
    assertThat(watch.judged).hasSize(2);
  }

  @SuppressWarnings("unchecked")
  private static Instance<LatenessService> only(LatenessService bean) {
    return (Instance<LatenessService>)
        Proxy.newProxyInstance(
            Instance.class.getClassLoader(),
            new Class<?>[] {Instance.class},
            (proxy, method, arguments) -> bean);
  }

  private static final class Watch implements LatenessService {

    private final List<TenantId> judged = new ArrayList<>();
    private boolean broken;
    private boolean away;

    @Override
    public List<Lateness> look() {
      if (away) {
        throw new IllegalStateException();
      }
      return List.of(new Lateness(ONE, 1, 61, false), new Lateness(OTHER, 1, 61, false));
    }

    @Override
    public void judge(Lateness lateness) {
      if (broken && lateness.tenant().equals(ONE)) {
        throw new IllegalStateException();
      }
      judged.add(lateness.tenant());
    }
  }
}
