package dev.lethe.tools.backup;

/** A key or a backup that is not what it should be; the message is for whoever runs the tool. */
final class NotOpened extends Exception {

  private static final long serialVersionUID = 1L;

  NotOpened(String message) {
    super(message);
  }
}
