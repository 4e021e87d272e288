// Tells somebody before their idle session ends, and leaves the page once it has.
(function () {
  "use strict";
  var script = document.currentScript;
  var root = script.dataset.root;
  var life = Number(script.dataset.seconds) * 1000;
  var warning = Math.min(120000, life / 2);
  var key = "lethe.lastRequest";
  var notice;

  function remember() {
    try {
      localStorage.setItem(key, String(Date.now()));
    } catch (e) {
      last = Date.now();
    }
  }
  var last = Date.now();

  // another tab keeps the session alive for all of them
  function lastRequest() {
    try {
      return Math.max(last, Number(localStorage.getItem(key)) || 0);
    } catch (e) {
      return last;
    }
  }

  function look() {
    var left = lastRequest() + life - Date.now();
    if (left <= 0) {
      location.replace(root + "/signed-out?reason=idle");
      return;
    }
    var show = left <= warning;
    if (notice.hidden === show) {
      notice.hidden = !show;
    }
    setTimeout(look, Math.max(1000, show ? Math.min(left, 5000) : left - warning));
  }

  function stay() {
    fetch(root + "/keep-alive", { method: "POST", redirect: "manual" }).then(function (answer) {
      if (answer.status === 204) {
        last = Date.now();
        remember();
        notice.hidden = true;
        document.getElementById("content").focus();
      } else {
        location.replace(root + "/signed-out?reason=idle");
      }
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    notice = document.getElementById("session-notice");
    document.getElementById("session-stay").addEventListener("click", stay);
    remember();
    look();
  });
})();
