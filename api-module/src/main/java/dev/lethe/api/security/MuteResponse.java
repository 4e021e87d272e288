package dev.lethe.api.security;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** Lets the server's authentication decide, but not answer: it would do so in its own words. */
final class MuteResponse extends HttpServletResponseWrapper {

  MuteResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public void sendError(int status, String message) {}

  @Override
  public void sendError(int status) {}

  @Override
  public void sendRedirect(String location) {}

  @Override
  public void setStatus(int status) {}

  @Override
  public void setHeader(String name, String value) {}

  @Override
  public void addHeader(String name, String value) {}

  @Override
  public void flushBuffer() {}
}
