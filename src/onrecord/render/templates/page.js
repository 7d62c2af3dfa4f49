// Comfort only: every link works without it.
(() => {
  const pieces = [...document.querySelectorAll("[data-ids]")];
  const light = (id, name) => pieces.forEach(p => p.classList.toggle(name, !!id && p.dataset.ids.split(" ").includes(id)));
  for (const item of document.querySelectorAll("[data-id]")) {
    const on = event => { event.stopPropagation(); light(item.dataset.id, "near"); };
    item.addEventListener("mouseover", on);
    item.addEventListener("focusin", on);
    item.addEventListener("mouseleave", () => light(null, "near"));
    item.addEventListener("focusout", () => light(null, "near"));
  }
  for (const piece of pieces) {
    piece.addEventListener("click", () => {
      if (getSelection().toString()) return;
      const ids = piece.dataset.ids.split(" ").filter(id => /(^|-)[sv]\d+$/.test(id));
      if (ids.length) location.hash = ids[ids.length - 1];
    });
  }
  const followed = () => light(decodeURIComponent(location.hash.slice(1)).replace(/^t-/, ""), "lit");
  addEventListener("hashchange", followed);
  followed();
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(d => { d.open = true; }));
})();
