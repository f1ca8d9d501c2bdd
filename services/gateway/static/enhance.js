// A little more where scripts run: the design system's own behaviour, nothing that pages need.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
import("/static/built/govuk-frontend.min.js").then((govuk) => govuk.initAll());
// Leaving at once leaves nothing to come back to by the browser's back button.
const exit = document.getElementById("quick-exit");
if (exit) {
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    window.location.replace(exit.href);
  });
}
