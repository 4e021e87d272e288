package dev.lethe.admin.retention;

import dev.lethe.retention.model.RetentionOverview.Day;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import software.xdev.chartjs.model.charts.BarChart;
import software.xdev.chartjs.model.data.BarData;
import software.xdev.chartjs.model.dataset.BarDataset;
import software.xdev.chartjs.model.options.BarOptions;
import software.xdev.chartjs.model.options.scale.GridLineConfiguration;
import software.xdev.chartjs.model.options.scale.Scales;
import software.xdev.chartjs.model.options.scale.cartesian.category.CategoryScaleOptions;
import software.xdev.chartjs.model.options.scale.cartesian.linear.LinearScaleOptions;
import software.xdev.chartjs.model.options.scale.cartesian.linear.LinearTickOptions;

/**
 * Deadlines and deletions by day, as a chart and in words. Outlined against filled bars: the colour
 * alone tells nothing.
 */
public final class DeadlineChart {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT);

  private final List<Day> days;

  public DeadlineChart(List<Day> days) {
    this.days = List.copyOf(days);
  }

  public List<Day> getDays() {
    return days;
  }

  public boolean isBlank() {
    return days.stream().allMatch(day -> day.due() == 0 && day.deleted() == 0);
  }

  /** What the chart shows, for someone who does not see it. */
  public String getSummary() {
    if (days.isEmpty()) {
      return "No days to show.";
    }
    return "Bar chart of artefacts by day from "
        + days.get(0).date()
        + " to "
        + days.get(days.size() - 1).date()
        + ": "
        + sum(Day::due)
        + " due, "
        + sum(Day::deleted)
        + " deleted. The same numbers are in the table below.";
  }

  /** The chart in the form that Chart.js reads. */
  public String getJson() {
    BarData data =
        new BarData()
            .setLabels(days.stream().map(day -> DAY.format(day.date())).toList())
            .addDataset(
                bars("Due", Day::due).setBackgroundColor("#ffffff").setBorderColor("#7a5200"))
            .addDataset(
                bars("Deleted", Day::deleted)
                    .setBackgroundColor("#0b5563")
                    .setBorderColor("#0b5563"));
    return new BarChart(data, options()).toJson();
  }

  private BarDataset bars(String label, ToLongFunction<Day> number) {
    BarDataset bars = new BarDataset().setLabel(label).setBorderWidth(2).setMaxBarThickness(22);
    days.forEach(day -> bars.addData(number.applyAsLong(day)));
    return bars;
  }

  private static BarOptions options() {
    LinearTickOptions whole = new LinearTickOptions().setPrecision(0);
    Scales scales =
        new Scales()
            .addScale(
                Scales.ScaleAxis.X,
                new CategoryScaleOptions().setGrid(new GridLineConfiguration().setDisplay(false)))
            .addScale(
                Scales.ScaleAxis.Y, new LinearScaleOptions().setBeginAtZero(true).setTicks(whole));
    return new BarOptions()
        .setResponsive(true)
        .setMaintainAspectRatio(false)
        .setAnimation(false)
        .setScales(scales);
  }

  private long sum(ToLongFunction<Day> number) {
    return days.stream().mapToLong(number).sum();
  }
}
