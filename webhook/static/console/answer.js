"use strict";
/* The answer form: length, which kind of basis, the citation search, and a draft kept in this tab. */

(() => {
  const form = document.querySelector("form[data-draft]");
  if (!form) { forgetWhenSent(); return; }
  const text = form.querySelector("#text"), count = form.querySelector("#count");
  const basis = form.querySelector("#basis"), search = form.querySelector("#search");
  const list = form.querySelector("#found"), chips = form.querySelector("#chips");
  const key = `draft:${form.dataset.draft}`;
  let places = [], chosen = -1, timer = 0, asked = 0;

  function tellLength() {
    const length = text.value.trim().normalize("NFC").length;
    const messages = Math.max(1, Math.ceil((length + 350) / 1900));
    count.textContent = `${length} ký tự` + (messages > 1 ? ` · sẽ đi thành ${messages} tin` : "");
    count.className = messages > 1 ? "over" : "";
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight + 4, window.innerHeight * 0.6)}px`;
  }

  function keepDraft() { sessionStorage.setItem(key, text.value); }

  function showBasis() {
    const law = form.elements.basis_kind.value === "law";
    basis.hidden = !law;
    for (const field of basis.querySelectorAll("input")) field.disabled = !law;
  }

  function element(name, className, words) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (words !== undefined) made.textContent = words;
    return made;
  }

  function option(place, index) {
    const item = element("li");
    item.role = "option";
    item.id = `place-${index}`;
    const good = place.state === "in_force";
    item.append(
      element("b", "", place.label),
      element("span", "heading", place.heading),
      element("span", "summary-line", place.summary),
      element("span", good ? "in-force" : "not-in-force", good ? "Đang có hiệu lực" : `Chú ý: ${place.state_words}`),
    );
    item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(index); });
    return item;
  }

  function show(found) {
    places = found;
    chosen = -1;
    const nothing = element("li", "quiet", "Không tìm thấy. Thử số điều, ví dụ “điều 35”, hoặc từ khác.");
    list.replaceChildren(...(found.length ? found.map(option) : [nothing]));
    open(true);
  }

  function open(state) {
    list.hidden = !state;
    search.setAttribute("aria-expanded", String(state));
    if (!state) search.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    const place = places[index];
    if (!place) return;
    const known = [...chips.querySelectorAll("input")].some((field) => field.value === place.value);
    if (!known) chips.append(chip(place));
    search.value = "";
    open(false);
    search.focus();
  }

  function chip(place) {
    const good = place.state === "in_force";
    const made = element("li", good ? "chip" : "chip doubtful");
    const field = element("input");
    field.type = "hidden";
    field.name = "citation";
    field.value = place.value;
    const remove = element("button", "remove", "×");
    remove.type = "button";
    remove.setAttribute("aria-label", `Bỏ ${place.label}`);
    made.append(field, element("span", "", good ? place.label : `${place.label} (${place.state_words})`), remove);
    return made;
  }

  async function ask() {
    const words = search.value.trim(), mine = ++asked;
    if (words.length < 2) { open(false); return; }
    try {
      const address = `${search.dataset.search}?q=${encodeURIComponent(words)}`;
      const answer = await fetch(address, { headers: { "Accept": "application/json" } });
      if (answer.ok && mine === asked) show(await answer.json());
    } catch { open(false); }
  }

  function move(step) {
    chosen = (chosen + step + places.length) % places.length;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
    list.children[chosen].scrollIntoView({ block: "nearest" });
    search.setAttribute("aria-activedescendant", `place-${chosen}`);
  }

  search.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 180); });
  search.addEventListener("blur", () => open(false));
  search.addEventListener("focus", () => { if (search.value.trim().length > 1) ask(); });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); if (!list.hidden) choose(Math.max(chosen, 0)); }
    if (event.key === "Escape") open(false);
    if (list.hidden || !places.length) return;
    if (event.key === "ArrowDown") { event.preventDefault(); move(1); }
    if (event.key === "ArrowUp") { event.preventDefault(); move(-1); }
  });
  chips.addEventListener("click", (event) => {
    if (event.target.closest(".remove")) event.target.closest(".chip").remove();
  });
  form.addEventListener("change", showBasis);
  text.addEventListener("input", () => { tellLength(); keepDraft(); });

  if (!text.value && sessionStorage.getItem(key)) text.value = sessionStorage.getItem(key);
  tellLength();
  showBasis();

  function forgetWhenSent() {
    const sending = document.querySelector("form[data-forget]");
    if (sending) sending.addEventListener("submit", (event) => {
      if (!event.submitter || !event.submitter.hasAttribute("formaction")) sessionStorage.removeItem(`draft:${sending.dataset.forget}`);
    });
  }
})();
