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
