package dev.lethe.e2e.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import dev.lethe.e2e.Stack;
import dev.lethe.e2e.Stack.Part;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.synthetic.SyntheticInvoice.Layout;
import jakarta.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * While documents are read, looked at, opened and withdrawn, the server is connected to what it
 * declares and to nothing else, and workers see no network at all. That it needs nothing else is
 * shown by {@code NoNetworkIT}.
 */
class EgressIT {

  private static final byte[] PDF = SyntheticInvoice.of(71, Locale.ENGLISH, Layout.CLASSIC).pdf();
  private static final ApiCalls APP = ApiCalls.as("northwind-evaluator");

  @Test
  void givenJobs_whenTheServerIsWatched_thenItReachesOnlyWhatItDeclares() throws Exception {
    Set<InetSocketAddress> declared = declared();
    Watch watch = new Watch(List.of(Stack.server()));
    work();
    OpenSockets last = watch.end();

    assertThat(undeclared(watch.seen(), declared)).isEmpty();
    assertThat(watch.seen()).as("the watch sees connections").isNotEmpty();
    assertThat(last.listening()).containsExactly(RunningSystem.get().baseUrl().getPort());
  }

  @Test
  void givenJobs_whenTheWholeStackIsWatched_thenNothingLeavesTheMachine() throws Exception {
    Watch watch = new Watch(Stack.processes());
    work();
    watch.end();

    assertThat(watch.seen()).isNotEmpty();
    assertThat(watch.seen())
        .allSatisfy(
            socket ->
                assertThat(socket.remote().getAddress().isLoopbackAddress())
                    .as("%s", socket)
                    .isTrue());
  }

  @Test
  void givenWorkers_whenLookedAt_thenTheyHaveNoNetwork() {
    List<ProcessHandle> inside =
        Part.WORKER.processes().stream().flatMap(ProcessHandle::descendants).toList();

    assertThat(inside).isNotEmpty();
    for (ProcessHandle process : inside) {
      if (process.isAlive()) {
        assertThat(OpenSockets.devices(process.pid())).isSubsetOf("lo");
        assertThat(OpenSockets.of(process.pid()).all()).isEmpty();
      }
    }
  }

  @Test
  void givenConnectionToSomewhereElse_whenHeldAgainstTheList_thenItIsFound() throws Exception {
    OpenSockets.Socket elsewhere =
        new OpenSockets.Socket(
            "tcp",
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000),
            new InetSocketAddress(InetAddress.getByName("192.0.2.7"), 443),
            false);

    assertThat(undeclared(Set.of(elsewhere), declared())).containsExactly(elsewhere);
  }

  private static void work() {
    JsonObject request = ApiCalls.invoiceRequest("invoice_total", "vendor_name").build();
    String job = ApiCalls.json(APP.submitAndWait(request, PDF)).getString("id");
    assertThat(APP.get("/ocr/jobs/" + job + "/preview").statusCode()).isEqualTo(200);
    assertThat(APP.reveal(job, "a look at the network", "invoice_total").statusCode())
        .isEqualTo(200);
    String queued = ApiCalls.json(APP.submit(request, PDF)).getString("id");
    assertThat(APP.finished(queued).getString("state")).isEqualTo("done");
    assertThat(APP.post("/withdrawals", "application/json", "{\"job\":\"" + job + "\"}"))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(201));
  }

  /** The addresses that the service says it connects to. */
  private static Set<InetSocketAddress> declared() {
    return ApiCalls.json(APP.get("/trust"))
        .getJsonArray("egress")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(connection -> connection.getString("target"))
        .flatMap(target -> addresses(target).stream())
        .collect(Collectors.toSet());
  }

  private static Set<InetSocketAddress> addresses(String target) {
    URI address = URI.create(target.contains("://") ? target : "tcp://" + target);
    try {
      return Arrays.stream(InetAddress.getAllByName(address.getHost()))
          .map(host -> new InetSocketAddress(host, address.getPort()))
          .collect(Collectors.toSet());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<OpenSockets.Socket> undeclared(
      Set<OpenSockets.Socket> seen, Set<InetSocketAddress> declared) {
    return seen.stream()
        .filter(socket -> !socket.isTcp() || !declared.contains(socket.remote()))
        .toList();
  }

  /** Looks at the connections of processes again and again until it is told to end. */
  private static final class Watch {
    private final List<ProcessHandle> processes;
    private final Set<OpenSockets.Socket> seen = new HashSet<>();
    private final Thread thread = new Thread(this::look, "watch");
    private volatile boolean ended;
    private OpenSockets last = new OpenSockets(List.of());

    Watch(List<ProcessHandle> processes) {
      this.processes = processes;
      thread.setDaemon(true);
      thread.start();
    }

    private void look() {
      do {
        for (ProcessHandle process : processes) {
          last = OpenSockets.of(process.pid());
          seen.addAll(last.outgoing());
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      } while (!ended);
    }

    OpenSockets end() throws InterruptedException {
      ended = true;
      thread.join();
      return last;
    }

    Set<OpenSockets.Socket> seen() {
      return seen;
    }
  }
}
