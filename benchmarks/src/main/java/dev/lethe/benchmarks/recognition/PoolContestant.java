package dev.lethe.benchmarks.recognition;

import dev.lethe.benchmarks.ProcessTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Pages through the pool of sandboxed workers, one or several at a time. */
final class PoolContestant implements Contestant {

  private final Workers workers;
  private final int atOnce;
  private final ExecutorService callers;

  PoolContestant(Workers workers, int atOnce) {
    this.workers = workers;
    this.atOnce = atOnce;
    this.callers = Executors.newFixedThreadPool(atOnce);
  }

  @Override
  public String name() {
    return "pool, " + atOnce + (atOnce == 1 ? " worker" : " workers");
  }

  @Override
  public Reading read(List<BenchPage> pages) throws InterruptedException {
    Map<Long, Double> before = workers.cpu();
    long start = System.nanoTime();
    List<List<String>> words = all(pages);
    double wall = (System.nanoTime() - start) / 1e9;
    return new Reading(wall, ProcessTimes.between(before, workers.cpu()), words);
  }

  private List<List<String>> all(List<BenchPage> pages) throws InterruptedException {
    List<Future<List<String>>> answers = new ArrayList<>();
    for (BenchPage page : pages) {
      answers.add(callers.submit(() -> Workers.words(workers.text(page.image(), List.of()))));
    }
    List<List<String>> words = new ArrayList<>();
    for (Future<List<String>> answer : answers) {
      words.add(get(answer));
    }
    return words;
  }

  private static List<String> get(Future<List<String>> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    callers.shutdownNow();
  }
}
