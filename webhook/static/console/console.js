"use strict";
/* Countdowns that live, and parts of a page that renew themselves. Without this file everything still works. */

function tellSpan(milliseconds) {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const minutes = Math.floor(seconds / 60);
  const days = Math.floor(minutes / 1440), hours = Math.floor(minutes / 60) % 24, rest = minutes % 60;
  if (days) return hours ? `${days} ngày ${hours} giờ` : `${days} ngày`;
  if (hours) return rest ? `${hours} giờ ${rest} phút` : `${hours} giờ`;
  if (milliseconds > 0) return `${rest}:${String(seconds % 60).padStart(2, "0")}`;
  return rest ? `${rest} phút` : "dưới 1 phút";
}

function tick() {
  for (const time of document.querySelectorAll("time[data-countdown]")) {
    const left = new Date(time.dateTime) - Date.now();
    const words = `${left > 0 ? "còn" : "quá"} ${tellSpan(left)}`;
    if (time.textContent !== words) time.textContent = words;
  }
}

async function renew(part) {
  if (document.hidden || part.contains(document.activeElement) && part.querySelector("input, textarea")) return;
  const answer = await fetch(location.href, { headers: { "Accept": "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(part.id);
  if (fresh && fresh.dataset.stamp !== part.dataset.stamp) {
    part.replaceChildren(...fresh.childNodes);
    part.dataset.stamp = fresh.dataset.stamp;
    part.dataset.refresh = fresh.dataset.refresh;
    tick();
    showNewest(part);
  }
}

function keepRenewing(part) {
  setTimeout(async () => {
    try { await renew(part); } catch { /* the network is away: the next round tries again */ }
    keepRenewing(part);
  }, Number(part.dataset.refresh) * 1000);
}

function showNewest(part) {
  const thread = part.querySelector(".thread");
  if (thread) thread.scrollTop = thread.scrollHeight;
}

document.addEventListener("click", (event) => {
  for (const box of document.querySelectorAll(".account[open]")) if (!box.contains(event.target)) box.open = false;
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 4000);
});

for (const part of document.querySelectorAll("[data-refresh]")) { keepRenewing(part); showNewest(part); }
tick();
setInterval(tick, 1000);
