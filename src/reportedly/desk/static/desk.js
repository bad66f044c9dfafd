// Keys and live news. All pages work without it; nothing here decides anything.
(function () {
  "use strict";
  var all = function (what, where) { return Array.prototype.slice.call((where || document).querySelectorAll(what)); };
  var keys = document.getElementById("keys");
  var lines = function () { return all("[data-line]").filter(function (l) { return l.offsetParent !== null; }); };
  var current = function () { return document.querySelector("[data-line][aria-current]"); };
  var go = function (step) {
    var found = lines(), at = found.indexOf(current());
    if (!found.length) { return; }
    var next = found[Math.max(0, Math.min(found.length - 1, at < 0 ? 0 : at + step))];
    found.forEach(function (l) { l.removeAttribute("aria-current"); });
    next.setAttribute("aria-current", "true");
    next.tabIndex = -1;
    next.focus({preventScroll: true});
    next.scrollIntoView({block: "nearest"});
  };
  var press = function (name) {
    // What stands on the line one is at; undoing, merging and parting are for the whole page.
    var what = "[data-key='" + name + "']", line = current();
    var button = (line && line.querySelector(what)) || (!line || "ums".indexOf(name) >= 0 ? document.querySelector(what) : null);
    if (!button) { return false; }
    button.click();
    if (name === "e" && button.parentNode.open) { var field = button.parentNode.querySelector("input:not([type=hidden]), select"); if (field) { field.focus(); } }
    return true;
  };
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.target.closest("input, textarea, select, dialog[open]")) { return; }
    var key = event.key, done = true;
    if (key === "j") { go(1); } else if (key === "k") { go(-1); }
    else if (key === "?") { keys.showModal(); }
    else if (key === "/") { document.getElementById("quick").focus(); }
    else if (key === "o" && current()) { all("details", current()).forEach(function (d, n) { d.open = n ? d.open : !d.open; }); }
    else if (key === "Enter" && event.target === current()) { var link = current().querySelector("a[href]"); if (link) { link.click(); } }
    else if ("aremxpus".indexOf(key) >= 0) { done = press(key); }
    else { done = false; }
    if (done) { event.preventDefault(); }
  });
  all("[data-keys]").forEach(function (b) { b.addEventListener("click", function () { keys.showModal(); }); });
  // Pages that tell of stories say so when these have changed; what one reads is never changed under one's eyes.
  var banner = document.getElementById("live"), mine = document.body.dataset.story;
  if (window.EventSource && banner && document.body.hasAttribute("data-live")) {
    var source = new EventSource("/live");
    source.addEventListener("changed", function (event) {
      var stories = JSON.parse(event.data);
      if (!mine || !stories.length || stories.indexOf(mine) >= 0) { banner.hidden = false; }
    });
    window.addEventListener("pagehide", function () { source.close(); });
  }
})();
