// Follows a case's timeline: asks each second for entries after the last one shown.
(function () {
  "use strict";
  var list = document.getElementById("timeline");
  var stage = document.getElementById("stage");
  var live = document.getElementById("live");
  function add(entry) {
    var item = document.createElement("li");
    var time = document.createElement("time");
    time.dateTime = entry.iso;
    time.textContent = entry.at;
    item.appendChild(time);
    item.appendChild(document.createTextNode(entry.sentence + " "));
    if (entry.codes) {
      var small = document.createElement("small");
      small.textContent = entry.codes;
      item.appendChild(small);
    }
    list.appendChild(item);
    list.dataset.after = entry.number;
  }
  async function look() {
    try {
      var answer = await fetch(list.dataset.source + "?after=" + list.dataset.after, { credentials: "same-origin" });
      if (answer.status === 401) { live.textContent = "You have been signed out. Sign in to follow this case."; return; }
      if (!answer.ok) { throw new Error("not answered"); }
      var found = await answer.json();
      found.entries.forEach(add);
      stage.textContent = found.stage;
      live.textContent = "This page follows the case as it moves.";
    } catch (away) {
      live.textContent = "The service does not answer just now. This page goes on trying.";
    }
    window.setTimeout(look, 1000);
  }
  window.setTimeout(look, 1000);
})();
