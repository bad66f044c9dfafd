// A table that is wider than its place can be scrolled with the keyboard; one that is not is no stop on the way.
(function () {
  "use strict";
  var reachable = function () {
    Array.prototype.forEach.call(document.querySelectorAll(".scroll"), function (box) {
      if (box.scrollWidth > box.clientWidth + 1) { box.tabIndex = 0; } else { box.removeAttribute("tabindex"); }
    });
  };
  window.addEventListener("resize", reachable);
  document.addEventListener("toggle", reachable, true);
  reachable();
})();
