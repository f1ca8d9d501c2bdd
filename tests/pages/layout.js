// What axe does not look at: whether a page as it stands on this screen can be read and worked.
() => {
  const root = document.documentElement, wide = root.clientWidth, faults = [];
  const called = (one) => `${one.tagName.toLowerCase()}${one.id ? "#" + one.id : ""} “${(one.innerText || one.name || "").trim().slice(0, 50)}”`;
  const hidden = (one) => { const box = one.getBoundingClientRect(); return !one.checkVisibility({ checkVisibilityCSS: true }) || (box.width <= 1 && box.height <= 1); };
  const scrolls = (one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
  const inRegion = (one) => { for (let at = one.parentElement; at && at !== document.body; at = at.parentElement) if (scrolls(at) && at.tabIndex >= 0) return true; return false; };
  if (root.scrollWidth > wide) {
    const far = [...document.body.querySelectorAll("*")].filter((one) => !hidden(one) && !inRegion(one) && one.getBoundingClientRect().right > wide + 1);
    faults.push(`the page is ${root.scrollWidth} wide: ${far.slice(-3).map(called).join(", ")}`);
  }
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const controls = [...document.querySelectorAll(wanted)].filter((one) => !hidden(one) && !one.disabled);
  const boxes = controls.map((one) => [...one.getClientRects()].filter((box) => box.width > 1 && box.height > 1));
  controls.forEach((one, place) => {
    if (inRegion(one)) return;
    if (boxes[place].some((box) => box.left < -1 || box.right > wide + 1)) faults.push(`cut off: ${called(one)}`);
    if (["BUTTON", "A"].includes(one.tagName) && getComputedStyle(one).overflowX === "hidden" && one.scrollWidth > one.clientWidth + 1) faults.push(`its words are cut off: ${called(one)}`);
  });
  const shared = (a, b) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
  const size = (box) => box.width * box.height;
  for (let first = 0; first < controls.length; first += 1) {
    for (let second = first + 1; second < controls.length; second += 1) {
      const [a, b] = [controls[first], controls[second]];
      if (a.contains(b) || b.contains(a)) continue;
      if (boxes[first].some((one) => boxes[second].some((other) => shared(one, other) > 0.25 * Math.min(size(one), size(other))))) faults.push(`over each other: ${called(a)} and ${called(b)}`);
    }
  }
  const worn = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "borderTopColor", "borderBottomWidth", "textDecorationLine", "color"];
  const look = (one) => [[one, null], [one, "::before"], [one, "::after"], [one.nextElementSibling, "::before"], [one.querySelector("span"), null]]
    .map(([at, part]) => (at ? worn.map((name) => getComputedStyle(at, part)[name]).join() : "")).join(";");
  const covers = [...document.body.querySelectorAll("*")].filter((one) => ["sticky", "fixed"].includes(getComputedStyle(one).position));
  const kinds = new Set();
  for (const one of controls.toReversed()) {
    const kind = `${one.tagName} ${one.type || ""} ${one.className}`;
    const known = kinds.has(kind);
    if (known && !covers.length) continue;
    kinds.add(kind);
    one.blur();
    const before = known ? "" : look(one);
    one.focus();
    if (document.activeElement !== one) { faults.push(`takes no focus: ${called(one)}`); continue; }
    if (!known && look(one) === before) faults.push(`its focus is not seen: ${called(one)}`);
    const box = [...one.getClientRects()][0], inside = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5]];
    const over = inside.map(([x, y]) => document.elementFromPoint(box.left + x * box.width, box.top + y * box.height));
    if (covers.some((cover) => !cover.contains(one) && over.every((at) => at && cover.contains(at)))) faults.push(`hidden when it has focus: ${called(one)}`);
  }
  document.activeElement.blur();
  scrollTo(0, 0);
  return faults;
}
