(function () {
  "use strict";
  var all = function (what) { return Array.prototype.slice.call(document.querySelectorAll(what)); };
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = all("details:not(.read-in)").filter(function (d) { return !d.open; });
    closed.forEach(function (d) { d.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (d) { d.open = false; });
  });
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
