package dev.lethe.forwarding.forgetful;

import java.util.ArrayDeque;
import java.util.Queue;

/** What forwarding must not be: it sends whatever lies there, and nothing takes it back. */
final class ForgetfulSender {

  private final Queue<String> pending = new ArrayDeque<>();

  void add(String job) {
    pending.add(job);
  }

  String send() {
    return pending.remove();
  }
}
