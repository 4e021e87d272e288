package dev.lethe.intake.adapter;

import java.io.IOException;

/** The object store did not do what it was asked; says status and code of its answer alone. */
final class S3Failure extends IOException {

  private static final long serialVersionUID = 1;
  private static final int PRECONDITION_FAILED = 412;

  private final int status;

  /** There is an object of that name already. */
  static S3Failure taken() {
    return new S3Failure(PRECONDITION_FAILED, "PreconditionFailed");
  }

  /** There was no answer. */
  S3Failure() {
    this("the object store does not answer");
  }

  S3Failure(String why) {
    super(why);
    this.status = 0;
  }

  /**
   * @param status of HTTP
   * @param code of the service; what has not the form of one is left out
   */
  S3Failure(int status, String code) {
    super("the object store answered " + status + told(code));
    this.status = status;
  }

  /** One of several objects was refused. */
  static S3Failure refused(String code) {
    return new S3Failure("the object store refused" + told(code));
  }

  private static String told(String code) {
    return code.matches("[A-Za-z]{1,60}") ? " " + code : "";
  }

  /** Whether there is an object of that name already. */
  boolean isTaken() {
    return status == PRECONDITION_FAILED;
  }
}
