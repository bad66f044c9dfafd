(function () {
  "use strict";
  var all = function (what) { return Array.prototype.slice.call(document.querySelectorAll(what)); };
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = all("details").filter(function (d) { return !d.open; });
    closed.forEach(function (d) { d.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (d) { d.open = false; });
  });
  // A table that is wider than its place can be scrolled with the keyboard; one that is not is no stop on the way.
  var reachable = function () {
    all(".scroll").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth + 1) { box.tabIndex = 0; } else { box.removeAttribute("tabindex"); }
    });
  };
  window.addEventListener("resize", reachable);
  document.addEventListener("toggle", reachable, true);
  reachable();
  var tools = document.getElementById("tools");
  var button = document.getElementById("unfold");
  if (!tools || !button) { return; }
  tools.hidden = false;
  button.addEventListener("click", function () {
    var open = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(open));
    all("details").forEach(function (d) { d.open = open; });
  });
})();
