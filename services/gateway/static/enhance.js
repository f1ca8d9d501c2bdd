// A little more where scripts run: the design system's own behaviour, nothing that pages need.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
import("/static/built/govuk-frontend.min.js").then((govuk) => govuk.initAll());
// Leaving at once leaves nothing to come back to by the browser's back button.
const exit = document.getElementById("quick-exit");
if (exit) {
  // What has focus is never under it: a browser does not scroll to what it takes to be in sight.
  document.addEventListener("focusin", (event) => {
    const under = exit.getBoundingClientRect().bottom - event.target.getBoundingClientRect().top;
    if (event.target !== exit && under > 0) window.scrollBy(0, -under - 15);
  });
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    window.location.replace(exit.href);
  });
}
// A case's sections: a link to one opens it, one control opens them all, and paper shows everything.
const sections = [...document.querySelectorAll("details.redress-section")];
if (sections.length) {
  const unfold = () => {
    const wanted = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = wanted && wanted.closest("details.redress-section:not([open])");
    if (folded) { folded.open = true; wanted.scrollIntoView(); }
  };
  window.addEventListener("hashchange", unfold);
  unfold();
  const all = document.createElement("button");
  all.type = "button";
  all.className = "govuk-button govuk-button--secondary govuk-!-margin-bottom-0";
  const say = () => { all.textContent = sections.every((one) => one.open) ? "Close all sections" : "Open all sections"; };
  all.addEventListener("click", () => {
    const open = !sections.every((one) => one.open);
    sections.forEach((one) => { one.open = open; });
  });
  sections.forEach((one) => one.addEventListener("toggle", say));
  say();
  const row = document.createElement("div");
  row.className = "redress-open-all";
  row.append(all);
  document.getElementById("sections").before(row);
  let printed = [];
  window.addEventListener("beforeprint", () => { printed = sections.filter((one) => !one.open); printed.forEach((one) => { one.open = true; }); });
  window.addEventListener("afterprint", () => printed.forEach((one) => { one.open = false; }));
}
// A question that applies only with certain answers to another is there, and is sent, only then.
document.querySelectorAll("[data-only-if]").forEach((group) => {
  const [name, ...answers] = group.dataset.onlyIf.split(" ");
  const form = group.closest("form");
  const apply = () => {
    const given = new FormData(form).getAll(name);
    const applies = answers.some((one) => given.includes(one));
    group.hidden = !applies;
    group.querySelectorAll("input, select, textarea").forEach((one) => { one.disabled = !applies; });
  };
  form.addEventListener("change", apply);
  apply();
});
