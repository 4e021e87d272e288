package dev.lethe.e2e.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class OpenSocketsTest {

  private static final long SELF = ProcessHandle.current().pid();

  @Test
  void givenConnection_whenListed_thenItIsOutgoingForWhoMadeIt() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 1, loopback);
        Socket made = new Socket(loopback, server.getLocalPort())) {
      OpenSockets sockets = OpenSockets.of(SELF);
      assertThat(sockets.listening()).contains(server.getLocalPort());
      assertThat(sockets.outgoing())
          .anySatisfy(
              socket -> {
                assertThat(socket.local().getPort()).isEqualTo(made.getLocalPort());
                assertThat(socket.remote().getPort()).isEqualTo(server.getLocalPort());
                assertThat(socket.remote().getAddress().isLoopbackAddress()).isTrue();
              });
    }
  }

  @Test
  void givenDatagramSocket_whenListed_thenItIsOutgoing() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0)) {
      assertThat(OpenSockets.of(SELF).outgoing())
          .anySatisfy(
              found -> {
                assertThat(found.isTcp()).isFalse();
                assertThat(found.local().getPort()).isEqualTo(socket.getLocalPort());
              });
    }
  }

  @Test
  void givenRowsOfTheKernel_whenRead_thenAddressesAreInTheirOrder() {
    OpenSockets.Socket four =
        OpenSockets.socket("tcp", new String[] {"0:", "0100007F:1F90", "22D8B85D:01BB", "01"});
    assertThat(four.local().toString()).isEqualTo("/127.0.0.1:8080");
    assertThat(four.remote().toString()).isEqualTo("/93.184.216.34:443");
    OpenSockets.Socket six =
        OpenSockets.socket(
            "tcp6",
            new String[] {
              "0:",
              "00000000000000000000000001000000:0050",
              "B80D0120000000000000000001000000:01BB",
              "0A"
            });
    assertThat(six.local().getAddress().isLoopbackAddress()).isTrue();
    assertThat(six.remote().getAddress().getHostAddress()).isEqualTo("2001:db8:0:0:0:0:0:1");
    assertThat(six.listening()).isTrue();
  }

  @Test
  void givenProcessThatIsGone_whenListed_thenThereIsNothing() {
    assertThat(OpenSockets.of(Integer.MAX_VALUE).all()).isEmpty();
    assertThat(OpenSockets.devices(Integer.MAX_VALUE)).isEmpty();
  }
}
