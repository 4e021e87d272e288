package dev.lethe.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.retention.model.RetentionAlarms.Alarms;
import dev.lethe.retention.service.RetentionHealth;
import jakarta.ejb.EJBException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeletionGaugesTest {

  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private long late = 7;
  private boolean away;
  private int readings;
  private final DeletionGauges gauges = gauges();

  private DeletionGauges gauges() {
    DeletionGauges made = new DeletionGauges();
    made.health = this::numbers;
    made.clock = new Moving();
    return made;
  }

  private RetentionHealth.Numbers numbers() {
    readings++;
    if (away) {
      throw new EJBException();
    }
    return new RetentionHealth.Numbers(
        new Alarms(1, 2, 3, late, Optional.empty(), Optional.empty()), Duration.ofMinutes(1), now);
  }

  @Test
  void givenScrape_whenAllGaugesAreRead_thenTheDatabaseIsAskedOnce() {
    assertThat(late()).isEqualTo(7);
    assertThat(gauges.read(read -> read.alarms().due())).isEqualTo(3);
    assertThat(readings).isEqualTo(1);
  }

  @Test
  void givenNextScrape_whenRead_thenTheNumbersAreNew() {
    late();
    late = 70;
    now = now.plusMillis(1001);
    assertThat(late()).isEqualTo(70);
  }

  @Test
  void givenClockThatIsSetBack_whenRead_thenTheNumbersAreNew() {
    late();
    late = 70;
    now = now.minusSeconds(3600);
    assertThat(late()).isEqualTo(70);
  }

  @Test
  void givenDatabaseThatIsAway_whenRead_thenItIsNoNumber() {
    late();
    away = true;
    now = now.plusSeconds(5);
    assertThat(late()).isNaN();
    away = false;
    now = now.plusSeconds(5);
    assertThat(late()).isEqualTo(7);
  }

  private double late() {
    return gauges.read(read -> read.alarms().lateSeconds());
  }

  private final class Moving extends Clock {

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
