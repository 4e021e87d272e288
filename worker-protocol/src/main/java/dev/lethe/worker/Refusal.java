package dev.lethe.worker;

/** Why a worker did not process a document. */
public enum Refusal {
  UNSUPPORTED_TYPE,
  UNREADABLE,
  ENCRYPTED,
  TOO_MANY_PAGES,
  TOO_MANY_PIXELS,
  PAGE_OUT_OF_RANGE,
  /** A page must be recognised, and there is no model of the language that was asked for. */
  LANGUAGE_UNSUPPORTED,
  DEADLINE_EXCEEDED,
  /** The worker broke, or answered what the codec refuses; the server's side reports it. */
  WORKER_FAILED,
  /** Reading needed more memory than a worker has; the server's side sees how the worker ended. */
  MEMORY_EXCEEDED
}
