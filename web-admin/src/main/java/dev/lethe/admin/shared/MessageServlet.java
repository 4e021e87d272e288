package dev.lethe.admin.shared;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The error page of web.xml, and the page after signing out. */
@WebServlet({"/error", "/signed-out"})
public class MessageServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    pageFor(request).send(request, response);
  }

  private static MessagePage pageFor(HttpServletRequest request) {
    if (request.getDispatcherType() == DispatcherType.ERROR) {
      Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
      return MessagePage.ofStatus(status instanceof Integer code ? code : 500);
    }
    if (RequestPath.of(request).equals("/error")) {
      return MessagePage.NOT_FOUND;
    }
    return "idle".equals(request.getParameter("reason"))
        ? MessagePage.IDLE
        : MessagePage.SIGNED_OUT;
  }
}
