// The brush over the days of a story, and its map to move about on. Both only do what the form and the drawn map do.
(function () {
  "use strict";
  var style = getComputedStyle(document.documentElement);
  var colour = function (name) { return style.getPropertyValue("--" + name).trim(); };

  var brush = function (box, form) {
    var days = JSON.parse(box.dataset.days);
    if (days.length < 3 || !window.uPlot) { return; }
    box.hidden = false;
    var stamp = function (day) { return Date.parse(day + "T00:00:00Z") / 1000; };
    var day = function (at) { return new Date(at * 1000).toISOString().slice(0, 10); };
    var xs = days.map(function (d) { return stamp(d[0]); });
    var bars = window.uPlot.paths.bars({size: [0.8, 40]});
    var settle = function (plot) {
      if (plot.select.width < 4) { return; }
      var half = 43200;
      form.since.value = day(plot.posToVal(plot.select.left, "x") + half);
      form.until.value = day(plot.posToVal(plot.select.left + plot.select.width, "x") + half);
      form.requestSubmit();
    };
    var plot = new window.uPlot({
      width: box.clientWidth, height: 92, legend: {show: false},
      cursor: {y: false, drag: {x: true, y: false, setScale: false}},
      tzDate: function (at) { return window.uPlot.tzDate(new Date(at * 1000), "UTC"); },
      scales: {x: {range: [xs[0] - 43200, xs[xs.length - 1] + 43200]}, y: {range: function (u, low, high) { return [0, Math.max(1, high)]; }}},
      axes: [{stroke: colour("soft"), grid: {show: false}, ticks: {show: false}, size: 22, gap: 2, space: 56, font: "12px system-ui, sans-serif",
        incrs: [1, 2, 7, 14, 28, 91, 182, 365].map(function (n) { return n * 86400; }),
        values: function (u, found) { return found.map(function (at) { return new Date(at * 1000).toLocaleDateString("en-GB", {day: "numeric", month: "short", timeZone: "UTC"}); }); }}, {show: false}],
      series: [{}, {label: "Articles", fill: colour("rule"), stroke: colour("rule"), paths: bars, points: {show: false}},
        {label: "Lines", fill: colour("accent"), stroke: colour("accent"), paths: window.uPlot.paths.bars({size: [0.4, 20]}), points: {show: false}}],
      hooks: {setSelect: [settle]}
    }, [xs, days.map(function (d) { return d[2]; }), days.map(function (d) { return d[1]; })], box);
    if (form.since.value || form.until.value) {
      var left = plot.valToPos(form.since.value ? stamp(form.since.value) - 43200 : xs[0] - 43200, "x");
      var right = plot.valToPos(form.until.value ? stamp(form.until.value) + 43200 : xs[xs.length - 1] + 43200, "x");
      plot.setSelect({left: left, width: right - left, top: 0, height: plot.over.clientHeight}, false);
    }
    window.addEventListener("resize", function () { plot.setSize({width: box.clientWidth, height: 92}); });
  };

  var list = function (place) {
    var box = document.createElement("div"), name = document.createElement("strong"), found = document.createElement("ul");
    name.textContent = place.name + (place.radius_km ? ", within " + Math.round(place.radius_km) + " km" : "");
    place.findings.slice(0, 8).forEach(function (f) {
      var item = document.createElement("li"), link = document.createElement("a");
      link.href = "/findings/" + encodeURIComponent(f.id);
      link.textContent = f.headline;
      link.dir = "auto";
      item.append(link, " " + f.days);
      found.append(item);
    });
    box.append(name, found);
    return box;
  };
  var atlas = function (box, data) {
    var L = window.L;
    var map = L.map(box, {attributionControl: false, zoomControl: true, minZoom: 3, maxZoom: 12});
    var points = data.places.features.map(function (f) { return [f.geometry.coordinates[1], f.geometry.coordinates[0]]; });
    map.fitBounds(L.latLngBounds(points).pad(0.3), {maxZoom: 9});
    L.geoJSON(data.land, {interactive: false, style: {color: colour("border"), weight: 1, fillColor: colour("land"), fillOpacity: 1}}).addTo(map);
    var group = L.featureGroup();
    data.places.features.forEach(function (f) {
      var at = [f.geometry.coordinates[1], f.geometry.coordinates[0]], tone = colour(f.properties.group) || colour("other");
      if (f.properties.radius_km) { L.circle(at, {radius: f.properties.radius_km * 1000, color: tone, weight: 1, dashArray: "3 3", fillOpacity: 0.1, interactive: false}).addTo(group); }
      L.circleMarker(at, {radius: 5 + Math.min(7, f.properties.findings.length), color: colour("paper"), weight: 1.5, fillColor: tone, fillOpacity: 1})
        .bindTooltip(f.properties.name, {permanent: data.places.features.length < 30, direction: "right"}).bindPopup(list(f.properties)).addTo(group);
    });
    group.addTo(map);
    L.control.scale({imperial: false}).addTo(map);
  };

  document.addEventListener("DOMContentLoaded", function () {
    var box = document.getElementById("brush"), form = document.getElementById("period");
    if (box && form) { brush(box, form); }
    var button = document.getElementById("explore"), place = document.getElementById("atlas");
    if (!button || !window.L) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      button.disabled = true;
      fetch(button.dataset.src).then(function (answer) { return answer.json(); }).then(function (data) {
        place.hidden = false;
        button.hidden = true;
        atlas(place, data);
      }).catch(function () { button.disabled = false; button.textContent = "The map could not be read. Try again"; });
    });
  });
})();
